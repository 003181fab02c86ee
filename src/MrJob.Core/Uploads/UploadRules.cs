using System.Net;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using MrJob.Core.Configuration;
using MrJob.Core.Storage;

namespace MrJob.Core.Uploads;

/// <summary>Reads the rules that turn uploads into jobs: a JSON list of <c>{"bucket", "prefix", "suffix", "job"}</c>.</summary>
internal sealed class UploadRules(IAmazonS3 s3, ServiceSettings settings)
{
    /// <summary>The rules; none when nobody has put any.</summary>
    /// <exception cref="UploadRulesException">The rules cannot be understood; the message names each fault.</exception>
    public async Task<IReadOnlyList<UploadRule>> ReadAsync(CancellationToken cancel)
    {
        try
        {
            using var response = await s3.GetObjectAsync(
                new GetObjectRequest { BucketName = settings.Uploads.Bucket, Key = settings.Uploads.Key }, cancel);
            using var reader = new StreamReader(response.ResponseStream);
            return Parse(await reader.ReadToEndAsync(cancel));
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return [];
        }
    }

    /// <exception cref="UploadRulesException">The rules cannot be understood.</exception>
    public static IReadOnlyList<UploadRule> Parse(string text)
    {
        var faults = new List<Fault>();
        var reader = new JsonReader(faults);
        var rules = reader.Document<IReadOnlyList<UploadRule>>(text, value =>
        {
            if (value.ValueKind == JsonValueKind.Array)
                return [.. value.EnumerateArray().Select((rule, i) => Rule(reader, rule, JsonReader.Item("$", i))).OfType<UploadRule>()];
            reader.Fault("$", "must be a list of rules");
            return null;
        });
        return faults.Count == 0 ? rules ?? [] : throw new UploadRulesException(faults);
    }

    private static UploadRule? Rule(JsonReader reader, JsonElement value, string path)
    {
        if (reader.Members(value, path, "bucket", "prefix", "suffix", "job") is not { } members)
            return null;
        string? Text(string name) => members.TryGetValue(name, out var text) ? reader.Text(text, JsonReader.Child(path, name)) : null;
        if (!members.ContainsKey("bucket"))
            reader.Fault(path + ".bucket", "is missing");
        if (!members.TryGetValue("job", out var job) || job.ValueKind != JsonValueKind.Object)
            reader.Fault(path + ".job", "must be an object: the body of POST /jobs");
        return new(Text("bucket") ?? "", Text("prefix") ?? "", Text("suffix") ?? "", job.ValueKind == JsonValueKind.Undefined ? default : job.Clone());
    }
}

/// <summary>The upload rules cannot be understood.</summary>
internal sealed class UploadRulesException(IReadOnlyList<Fault> faults)
    : Exception(string.Join("; ", faults.Select(f => $"{f.Path} {f.Detail}")));
