using MrJob.Core.Configuration;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;

namespace MrJob.Core.Uploads;

/// <summary>Checks rules before any file comes: each rule's job is made for a file that might come, and read as POST /jobs would. Pure.</summary>
internal static class UploadChecks
{
    private const string Anything = "x";

    public static IReadOnlyList<Fault> Of(IReadOnlyList<UploadRule> rules, ServiceConf conf, ServiceSettings settings)
    {
        var faults = new List<Fault>();
        foreach (var (rule, i) in rules.Select((rule, i) => (rule, i)))
            faults.AddRange(OfRule(rule, JsonReader.Item("$.rules", i), rules, conf, settings));
        return faults;
    }

    private static IEnumerable<Fault> OfRule(UploadRule rule, string path, IReadOnlyList<UploadRule> rules, ServiceConf conf, ServiceSettings settings)
    {
        if (FaultOfPlace(rule.Watched, settings) is { } place)
            yield return new($"{path}.{place.Member}", place.Fault);
        var faults = new List<Fault>();
        var sample = new UploadedObject(new(rule.Bucket, rule.Key.Prefix + Anything), 0, "", "", DateTimeOffset.UnixEpoch);
        var values = UploadValues.Of(sample, rule.Key.Captures.ToDictionary(c => c, _ => Anything), Anything);
        var spec = JobSpecReader.Read(rule.Job.Fill(values, faults).ToJsonString(), conf, faults);
        if (spec is not null && faults.Count == 0)
            faults.AddRange(JobChecks.Of(JobFactory.Create(spec, "upload", sample.Time, settings), conf, settings));
        foreach (var fault in faults)
            yield return fault with { Path = $"{path}.job{fault.Path[1..]}" };
        if (spec is null)
            yield break;
        foreach (var fault in UploadLoops.Of(spec, rule.Job.OutputDir, rules, settings, path + ".job"))
            yield return fault;
    }

    /// <summary>A rule for objects of which no event comes, or that no job may read, would never do anything.</summary>
    private static (string Member, string Fault)? FaultOfPlace(S3Uri watched, ServiceSettings settings)
    {
        if (watched.Bucket == settings.Tmp.Bucket)
            return watched.Key.StartsWith(settings.WatchedFolder.Key, StringComparison.Ordinal)
                ? null : ("key", $"looks at {watched}; of the service's work bucket only objects below {settings.WatchedFolder} start jobs");
        if (!Has(settings.DataBuckets, watched.Bucket))
            return ("bucket", $"is '{watched.Bucket}', which is not among the service's: {string.Join(", ", settings.DataBuckets.Prepend(settings.Tmp.Bucket))}. The template's parameters DataBuckets and UploadBuckets add to them");
        return Has(settings.UploadBuckets, watched.Bucket)
            ? null : ("bucket", $"is '{watched.Bucket}', of whose uploads the service does not learn: add it to the template's parameter UploadBuckets, and switch its EventBridge events on");
    }

    private static bool Has(IReadOnlyList<string> buckets, string bucket) => buckets.Contains(bucket) || buckets.Contains("*");
}
