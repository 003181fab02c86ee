using System.Text.Json.Nodes;
using MrJob.Core.Jobs;
using MrJob.Core.Uploads;

namespace MrJob.Functions;

/// <summary>What CloudWatch is told of a job that has ended. Pure.</summary>
internal static class JobMetrics
{
    /// <summary>For a job that a file has started nobody waits: of those there is an alarm.</summary>
    public static string Of(Job job, DateTimeOffset now, string stack)
    {
        var failed = job.State == JobState.Failed ? 1 : 0;
        return EmbeddedMetrics.Format(
            now, stack,
            new Dictionary<string, int> { ["EndedJobs"] = 1, ["FailedJobs"] = failed, ["FailedUploadJobs"] = job.Caller == UploadLauncher.Caller ? failed : 0 },
            new Dictionary<string, JsonNode?> { ["JobId"] = job.Id, ["State"] = job.State.ToString().ToUpperInvariant(), ["Origin"] = job.Origin });
    }
}
