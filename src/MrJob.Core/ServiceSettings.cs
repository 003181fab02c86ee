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
    public Timings Timings { get; init; } = Timings.Emr;
}
