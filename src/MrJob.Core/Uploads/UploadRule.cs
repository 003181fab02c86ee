using System.Text.Json;
using System.Text.Json.Nodes;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;

namespace MrJob.Core.Uploads;

/// <summary>What an upload starts: a job for each object of the bucket whose key begins and ends so.</summary>
/// <param name="Job">The body of POST /jobs, in which an input of <c>{object}</c> stands for the object.</param>
internal sealed record UploadRule(string Bucket, string Prefix, string Suffix, JsonElement Job)
{
    /// <summary>The input that stands for the object. Nowhere else is a file's name put into a job: whoever uploads must not gain more by it.</summary>
    public const string Placeholder = "{object}";

    public bool Matches(S3Uri uploaded) => uploaded.Bucket == Bucket
        && uploaded.Key.Length >= Prefix.Length + Suffix.Length
        && uploaded.Key.StartsWith(Prefix, StringComparison.Ordinal) && uploaded.Key.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>The body of the job for this object.</summary>
    public string BodyFor(S3Uri uploaded)
    {
        var body = JsonNode.Parse(Job.GetRawText())!.AsObject();
        if (body["input"] is JsonArray input)
        {
            for (var i = 0; i < input.Count; i++)
            {
                if (input[i]?.GetValueKind() == JsonValueKind.String && input[i]!.GetValue<string>() == Placeholder)
                    input[i] = (uploaded with { Key = S3Glob.Escape(uploaded.Key) }).ToString(); // a name is no glob
            }
        }
        return body.ToJsonString();
    }

    /// <summary>The job for this object; null and faults when the rule makes none, or one that would start itself again with its own output.</summary>
    public JobSpec? JobFor(S3Uri uploaded, ServiceConf conf, List<Fault> faults)
    {
        var spec = JobSpecReader.Read(BodyFor(uploaded), conf, faults);
        if (spec?.OutputDir is { } output && S3Uri.Parse(output) is var folder && folder.Bucket == Bucket
            && folder.Key.StartsWith(Prefix, StringComparison.Ordinal))
            faults.Add(new("$.output_dir", $"is {output}, below the watched s3://{Bucket}/{Prefix}: its output would start the job again"));
        return faults.Count == 0 ? spec : null;
    }
}
