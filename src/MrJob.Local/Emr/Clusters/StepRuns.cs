using Microsoft.Extensions.Logging;

namespace MrJob.Local.Emr.Clusters;

/// <summary>Runs steps, each in a folder of its own. Whatever goes wrong in running a step fails this step, and no other.</summary>
internal sealed partial class StepRuns(EmrParts parts)
{
    /// <returns>Null when the run was stopped.</returns>
    public async Task<StepOutcome?> RunAsync(ClusterRecord cluster, StepRecord step, bool isRerun, CancellationToken stop)
    {
        try
        {
            var folder = Directory.CreateDirectory(parts.Store.WorkFolder(cluster.Id, step.Id)).FullName;
            return await parts.Runner.RunAsync(Execution.Of(cluster, step, folder, isRerun), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
#pragma warning disable CA1031 // a runner that breaks breaks a step
        catch (Exception e)
#pragma warning restore CA1031
        {
            RunnerFailed(parts.Options.Logger, e, step.Id, cluster.Id);
            return new StepOutcome(false, "Unknown Error.", e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Running step {Step} of cluster {Cluster} failed in the step runner.")]
    private static partial void RunnerFailed(ILogger logger, Exception error, string step, string cluster);
}
