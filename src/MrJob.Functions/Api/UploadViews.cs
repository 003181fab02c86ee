using System.Text.Json;
using System.Text.Json.Nodes;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;
using MrJob.Core.Uploads;

namespace MrJob.Functions;

/// <summary>GET /uploads and POST /uploads/check.</summary>
/// <param name="Place">Where the service's rules are.</param>
/// <param name="Faults">What is wrong with them. While there is any, no upload starts a job.</param>
internal sealed record UploadsView(string Place, IReadOnlyList<UploadRuleView> Rules, IReadOnlyList<ProblemFault> Faults)
{
    public static UploadsView Of(S3Uri place, CheckedRules read) => new(
        place.ToString(), [.. read.Rules.Select(UploadRuleView.Of)], [.. read.Faults.Select(f => new ProblemFault(f.Path, f.Detail))]);
}

/// <param name="Key">A glob with captures.</param>
/// <param name="Per"><c>object</c> or <c>folder</c>.</param>
/// <param name="Again"><c>changed</c>, <c>never</c> or <c>always</c>.</param>
/// <param name="MaxSize">In bytes.</param>
internal sealed record UploadRuleView(string Name, string Bucket, string Key, string Per, string Again, long? MaxSize)
{
    public static UploadRuleView Of(UploadRule rule) =>
        new(rule.Name, rule.Bucket, rule.Key.Text, rule.Per.ToString().ToLowerInvariant(), rule.Again.ToString().ToLowerInvariant(), rule.MaxSize);
}

/// <summary>POST /uploads/test.</summary>
/// <param name="Object">The object's URI.</param>
/// <param name="Rule">The first rule that is for it; null when none is, and then it would start nothing.</param>
/// <param name="Captures">What the rule's key has caught.</param>
/// <param name="Job">The body of POST /jobs that it would be.</param>
/// <param name="Faults">Why it would be refused.</param>
internal sealed record UploadTestView(
    string Object, string? Rule, IReadOnlyDictionary<string, string>? Captures, JsonObject? Job, IReadOnlyList<ProblemFault> Faults);

/// <summary>GET /uploads/failed.</summary>
/// <param name="Failed">The newest, the newest first.</param>
/// <param name="More">How many older ones there are.</param>
internal sealed record FailedUploadListView(IReadOnlyList<FailedUploadView> Failed, int More);

/// <param name="Object">Null when the event tells of none.</param>
internal sealed record FailedUploadView(string Id, DateTimeOffset At, string? Object, string Reason);

/// <summary>POST /uploads/failed/{id}/replay.</summary>
/// <param name="Rule">Null when no rule is for the upload any more: then it starts nothing, and is no longer listed.</param>
/// <param name="JobId">The job that was started.</param>
/// <param name="Before">Whether an earlier event of the upload had started it.</param>
internal sealed record ReplayView(string Id, string? Rule, string? JobId, bool Before);

/// <summary>The bodies of POST /uploads/check and /uploads/test.</summary>
internal static class UploadRequests
{
    /// <summary>The text of rules to check; null and a fault when there is none.</summary>
    public static string? Text(string body, List<Fault> faults)
    {
        var reader = new JsonReader(faults);
        return reader.Document(body, value => reader.Members(value, "$", "text") is { } members ? new MemberReader(reader, members, "$").Required("text") : null);
    }

    /// <summary>An object that need not be there.</summary>
    /// <param name="bucket">Where none is named.</param>
    public static UploadedObject? Object(string body, string bucket, DateTimeOffset now, List<Fault> faults)
    {
        var reader = new JsonReader(faults);
        return reader.Document(body, value =>
        {
            if (reader.Members(value, "$", "key", "bucket", "size") is not { } members)
                return null;
            var fields = new MemberReader(reader, members, "$");
            var (key, at) = (fields.Required("key"), fields.Text("bucket") ?? bucket);
            var size = members.TryGetValue("size", out var bytes) && bytes.ValueKind == JsonValueKind.Number && bytes.TryGetInt64(out var number) ? number : 0;
            return faults.Count > 0 ? null : new UploadedObject(new(at, key!), size, "", "", now);
        });
    }
}
