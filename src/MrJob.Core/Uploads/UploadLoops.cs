using MrJob.Core.Clusters;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;

namespace MrJob.Core.Uploads;

/// <summary>Finds jobs whose own files would start jobs again, without an end. Pure.</summary>
internal static class UploadLoops
{
    /// <param name="spec">A job that a rule starts.</param>
    /// <param name="output">Its <c>output_dir</c>, or what every one that the rule gives begins with; null for the service's own place.</param>
    public static IEnumerable<Fault> Of(JobSpec spec, string? output, IReadOnlyCollection<UploadRule> rules, ServiceSettings settings, string path)
    {
        var scratch = spec.Options.CloudTmpDir is { } dir ? S3Uri.Parse(dir).AsFolder() : settings.Tmp;
        // A job's own folder begins with its label and owner.
        var own = (scratch with { Key = $"{scratch.Key}{spec.Label}.{spec.Owner}." }).ToString();
        return new[]
        {
            ($"{path}.output_dir", "its output", output ?? own), ($"{path}.options.cloud_tmp_dir", "what its steps write for each other", own),
            ($"{path}.options.cloud_log_dir", "its clusters' logs", ClusterRequest.LogUri(spec.Options, settings)), ($"{path}", "the service's own records", settings.State.ToString()),
        }.SelectMany(place => Watching(rules, place.Item3).Select(rule => new Fault(
            place.Item1, $"{place.Item2} would be in {place.Item3}, below {rule.Watched}, which the rule '{rule.Name}' watches: that would start jobs without an end")).Take(1));
    }

    private static IEnumerable<UploadRule> Watching(IEnumerable<UploadRule> rules, string place) => rules.Where(rule => place.StartsWith(rule.Watched.ToString(), StringComparison.Ordinal));
}
