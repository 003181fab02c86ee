using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;
using MrJob.Core.Clusters;
using MrJob.Core.Logs.Diagnosis;
using MrJob.Core.Logs.Parsing;
using MrJob.Core.Logs.Search;
using MrJob.Core.Storage;

namespace MrJob.Core.Logs;

/// <summary>Says why a step of any cluster failed, or the cluster itself: one of the service's or not, also when only its logs are left.</summary>
internal sealed class ClusterDiagnosis(ILogStore logs, EmrClusters clusters, EmrSteps emrSteps, ClusterDirectory directory)
{
    /// <summary>EMR takes this many steps on a cluster before the first ends; where it knows a cluster no more, so many steps' logs are looked through.</summary>
    private const int MostSteps = 256;

    /// <summary>Looks into the step that failed last, unless one is named.</summary>
    /// <param name="logUri">The folder in which the cluster's folder of logs is; null for where EMR, or the service's own record, says it is.</param>
    /// <returns>Null when nobody knows where the cluster's logs are.</returns>
    public async Task<DiagnosedStep?> DiagnoseAsync(string clusterId, string? stepId, string? logUri, CancellationToken cancel)
    {
        var cluster = await DescribeAsync(clusterId, cancel);
        if (!S3Uri.TryParse(logUri ?? cluster?.LogUri ?? (await directory.ReadAsync(clusterId, cancel))?.LogUri, out var root))
            return null;
        var folder = FolderOf(root, clusterId);
        var found = new DiagnosedStep(clusterId, cluster?.Status?.State?.Value);
        try
        {
            var steps = cluster is null ? await FailedInLogsAsync(folder, cancel) : await AskedAsync(clusterId, stepId, cancel);
            var step = stepId is null ? (steps.Count > 0 ? steps[0] : null) : steps.FirstOrDefault(s => s.Id == stepId) ?? new StepSummary { Id = stepId };
            found = found with { StepId = step?.Id, StepName = step?.Name, StepState = step?.Status?.State?.Value, Others = [.. steps.Select(s => s.Id).Where(id => id != step?.Id)] };
            var evidence = await SearchAsync(folder, step, EndOf(cluster), cancel);
            return found with
            {
                Logs = evidence.Files, Cause = found.StepState is "COMPLETED" or "RUNNING" or "PENDING" ? null : ProbableCause.Of(evidence),
                Problem = evidence.Files.Count == 0 && (step is not null || cluster is null) ? $"There are no logs {(step is null ? $"of {clusterId}" : $"of {step.Id}")} below {folder}." : null,
            };
        }
        catch (LogsUnreadableException e)
        {
            return found with { Problem = e.Message, Cause = ProbableCause.Of(new() { Cluster = EndOf(cluster) }) };
        }
    }

    /// <summary>The cluster's own folder, also where somebody gave that in place of the one above.</summary>
    private static string FolderOf(S3Uri root, string clusterId) => (root.AsFolder().Key.EndsWith($"/{clusterId}/", StringComparison.Ordinal) || root.AsFolder().Key == $"{clusterId}/"
        ? root.AsFolder() : root / (clusterId + "/")).ToString();

    private async Task<StepEvidence> SearchAsync(string folder, StepSummary? step, ClusterEnd? end, CancellationToken cancel)
    {
        var evidence = step is not null ? await new StepSearch(logs, folder).SearchAsync(step.Id, why: true, cancel)
            : BootstrapSearch.IsAbout(end?.Message) ? await new BootstrapSearch(logs, folder).SearchAsync(end!.Message!, cancel) : new();
        var details = step?.Status?.FailureDetails;
        return evidence with { Failure = details is null ? null : new(details.Reason, details.Message, details.LogFile), Cluster = end };
    }

    private async Task<Cluster?> DescribeAsync(string clusterId, CancellationToken cancel)
    {
        try
        {
            return await clusters.DescribeAsync(clusterId, cancel);
        }
        catch (AmazonServiceException e) when (AskFailures.IsRefusal(e))
        {
            return null; // EMR forgets clusters after two months; logs stay
        }
    }

    private async Task<IReadOnlyList<StepSummary>> AskedAsync(string clusterId, string? stepId, CancellationToken cancel) =>
        stepId is null ? await emrSteps.FailedAsync(clusterId, cancel) : await emrSteps.ByIdAsync(clusterId, [stepId], cancel);

    /// <summary>Steps whose process ended with an error, by EMR's own log of each, the last first.</summary>
    private async Task<IReadOnlyList<StepSummary>> FailedInLogsAsync(string folder, CancellationToken cancel)
    {
        var found = new List<StepSummary>();
        var controllers = (await logs.ListAsync($"{folder}steps/", cancel)).Select(LogPath.Of).Where(l => l is { Name: "controller", IsRotated: false });
        foreach (var log in controllers.OrderByDescending(l => l.File.Modified).Take(MostSteps))
        {
            var controller = new ControllerParser();
            await logs.ReadAsync(log.File, controller, cancel);
            if (controller is { ExitCode: not (null or 0) } or { ExitCode: null, Errors.Count: > 0 })
                found.Add(new() { Id = log.Folder });
        }
        return found;
    }

    private static ClusterEnd? EndOf(Cluster? cluster) => EmrClusters.IsOver(cluster?.Status?.State?.Value)
        ? new(cluster!.Status.State.Value, cluster.Status.StateChangeReason?.Code?.Value, cluster.Status.StateChangeReason?.Message) : null;
}

/// <summary>Why a step failed.</summary>
/// <param name="ClusterState">Null when EMR does not know the cluster any more.</param>
internal sealed record DiagnosedStep(string ClusterId, string? ClusterState)
{
    /// <summary>Null when no step failed.</summary>
    public string? StepId { get; init; }
    public string? StepName { get; init; }
    public string? StepState { get; init; }

    /// <summary>Null also when the step did not fail.</summary>
    public Cause? Cause { get; init; }
    public IReadOnlyList<LogFile> Logs { get; init; } = [];

    /// <summary>Other steps that failed.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>What kept the service from reading logs, and what to do about it.</summary>
    public string? Problem { get; init; }
}
