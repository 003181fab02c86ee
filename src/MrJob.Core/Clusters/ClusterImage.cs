using MrJob.Core.Configuration;

namespace MrJob.Core.Clusters;

/// <summary>Which software a new cluster has: an EMR release, or an AMI version from before there were releases.</summary>
internal sealed record ClusterImage(string? ReleaseLabel, string? AmiVersion)
{
    /// <summary>A release label wins; an image version from 4.0 on names a release, as mrjob read it.</summary>
    public static ClusterImage Of(JobOptions options, ServiceSettings settings) => options switch
    {
        { ReleaseLabel: { } label } => new(label, null),
        { ImageVersion: null } => new(settings.ReleaseLabel, null),
        { ImageVersion: { } version } when int.TryParse(version.Split('.')[0], out var major) && major >= 4 => new($"emr-{version}", null),
        _ => new(null, options.ImageVersion),
    };
}
