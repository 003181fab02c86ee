using System.Security.Cryptography;
using System.Text;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;

namespace MrJob.Core.Uploads;

/// <summary>What an upload starts.</summary>
/// <param name="Job">With placeholders for what the object's name says.</param>
internal sealed record UploadRule(string Name, string Bucket, UploadPattern Key, JobTemplate Job)
{
    /// <summary>The most that the object, or with <see cref="UploadUnit.Folder"/> all of its folder, may have, in bytes; null for any.</summary>
    public long? MaxSize { get; init; }
    public UploadUnit Per { get; init; }
    public UploadAgain Again { get; init; }

    /// <summary>Where the objects are that it looks at.</summary>
    public S3Uri Watched => new(Bucket, Key.Prefix);

    /// <summary>The captures when the rule is for the object; null when it is not.</summary>
    public IReadOnlyDictionary<string, string>? Match(S3Uri uploaded) => new UploadPlace(Bucket, Key).Match(uploaded);

    /// <summary>The body of POST /jobs for an object that matches; with faults where its name cannot be put in.</summary>
    public string BodyFor(UploadedObject uploaded, List<Fault> faults) => Job.Fill(UploadValues.Of(uploaded, Match(uploaded.Uri) ?? new Dictionary<string, string>(), IdOf(uploaded)), faults).ToJsonString();

    /// <summary>Another one for each job that the rule starts, and the same however often it is tried: the placeholder <c>{id}</c>.</summary>
    private string IdOf(UploadedObject uploaded) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(IdempotencyKey(uploaded))))[..12];

    /// <summary>The same for every event that is to start one job: events come again, and in any order.</summary>
    public string IdempotencyKey(UploadedObject uploaded)
    {
        var what = Per == UploadUnit.Folder ? uploaded.Folder : uploaded.Uri;
        return Again switch
        {
            UploadAgain.Never => what.ToString(),
            UploadAgain.Changed => $"{what}\n{uploaded.Version}",
            _ => $"{what}\n{uploaded.Version}\n{uploaded.Sequencer}",
        };
    }
}

/// <summary>What a rule starts one job for.</summary>
internal enum UploadUnit
{
    /// <summary>Each object that matches.</summary>
    Object,

    /// <summary>The folder in which the object is that matches, such as its <c>_SUCCESS</c> or a manifest.</summary>
    Folder,
}

/// <summary>Whether an object that is written again starts another job.</summary>
internal enum UploadAgain
{
    /// <summary>When it has a version, or where versions are not kept a content, that it never had before.</summary>
    Changed,
    Never,
    Always,
}
