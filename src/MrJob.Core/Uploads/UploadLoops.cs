using MrJob.Core.Clusters;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;

namespace MrJob.Core.Uploads;

/// <summary>Finds jobs whose own files would start jobs again, without an end. Pure.</summary>
internal static class UploadLoops
{
    /// <param name="spec">A job that a rule starts.</param>
    /// <param name="output">Its <c>output_dir</c> in the words of whoever wrote it; null for the service's own place.</param>
    /// <param name="path">Where the job's body stands.</param>
    public static IEnumerable<Fault> Of(JobSpec spec, string? output, IReadOnlyCollection<UploadRule> rules, ServiceSettings settings, string path)
    {
        var scratch = spec.Options.CloudTmpDir is { } dir ? S3Uri.Parse(dir).AsFolder() : settings.Tmp;
        // A job's own folder begins with its label and owner.
        var own = (scratch with { Key = $"{scratch.Key}{spec.Label}.{spec.Owner}." }).ToString();
        var places = new Place[]
        {
            new($"{path}.output_dir", "its output", spec.OutputDir ?? own, output ?? own),
            new($"{path}.options.cloud_tmp_dir", "what its steps write for each other", own, own),
            new($"{path}.options.cloud_log_dir", "its clusters' logs", Folder(ClusterRequest.LogUri(spec.Options, settings))),
            new(path, "the service's own records", settings.State.ToString()),
        };
        return places.SelectMany(place => rules.Select(place.WatchedBy).OfType<Fault>().Take(1));
    }

    private static string Folder(string uri) => S3Uri.Parse(uri).AsFolder().ToString();

    /// <summary>Where a job, or the service, writes: anything that begins with <paramref name="Uri"/>.</summary>
    /// <param name="Shown">The same, for a message.</param>
    private sealed record Place(string Path, string What, string Uri, string Shown)
    {
        public Place(string path, string what, string uri)
            : this(path, what, uri, uri)
        {
        }

        public Fault? WatchedBy(UploadRule rule)
        {
            var watched = rule.Watched.ToString();
            var below = Uri.StartsWith(watched, StringComparison.Ordinal);
            return below || watched.StartsWith(Uri, StringComparison.Ordinal)
                ? new(Path, $"{What} would be in {Shown}, {(below ? "below" : "above")} {watched}, which the rule '{rule.Name}' watches: that would start jobs without an end") : null;
        }
    }
}
