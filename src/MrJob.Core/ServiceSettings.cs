using MrJob.Core.Configuration;
using MrJob.Core.Storage;

namespace MrJob.Core;

/// <summary>What an installation of the service is told by its template.</summary>
/// <param name="State">The folder of all records.</param>
/// <param name="Tmp">The default <c>cloud_tmp_dir</c>.</param>
/// <param name="Uploads">The object with the rules that turn uploads into jobs.</param>
/// <param name="Stack">The stack's name, the value of the tag <c>mrjob:stack</c> on every cluster that it starts.</param>
internal sealed record ServiceSettings(
    S3Uri State, S3Uri Tmp, S3Uri Uploads, string ReleaseLabel, string ServiceRole, string InstanceProfile, string Stack)
{
    /// <summary>The service's own mrjob.conf, which need not exist.</summary>
    public S3Uri Conf { get; init; } = State / "mrjob.conf";

    /// <summary>The folder of the dead letters of uploads.</summary>
    public S3Uri FailedUploads { get; init; } = State / "uploads-failed/";

    /// <summary>Buckets beside the one of <see cref="Tmp"/> that jobs may name; <c>*</c> is every bucket.</summary>
    public IReadOnlyList<string> DataBuckets { get; init; } = [];

    /// <summary>Buckets whose uploads the service learns of, beside <see cref="WatchedFolder"/>; <c>*</c> is every bucket.</summary>
    public IReadOnlyList<string> UploadBuckets { get; init; } = [];

    /// <summary>The folder of the work bucket whose uploads the service learns of: the rest of that bucket is what jobs write.</summary>
    public S3Uri WatchedFolder => new(Tmp.Bucket, "incoming/");

    /// <summary>Where clusters are started. Null when the environment does not say.</summary>
    public string? Region { get; init; }

    /// <summary>What the template says of options; every other source is above it.</summary>
    public OptionLayer ToLayer() => new("the service's template", new Dictionary<string, Given>
    {
        ["cloud_tmp_dir"] = new(Tmp.ToString(), Clears: false), ["iam_instance_profile"] = new(InstanceProfile, Clears: false),
        ["iam_service_role"] = new(ServiceRole, Clears: false), ["release_label"] = new(ReleaseLabel, Clears: false),
    });

    public Timings Timings { get; init; } = Timings.Emr;
}
