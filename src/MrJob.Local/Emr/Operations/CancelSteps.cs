using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record CancelStepsInput
{
    [Required, Text(256)] public string? ClusterId { get; init; }
    [Required, Text(256)] public IReadOnlyList<string>? StepIds { get; init; }
    [OneOf("SEND_INTERRUPT", "TERMINATE_PROCESS")] public string? StepCancellationOption { get; init; }
}

internal sealed record CancelStepsOutput(IReadOnlyList<CancelStepsInfo> CancelStepsInfoList);

/// <param name="Status">SUBMITTED or FAILED.</param>
internal sealed record CancelStepsInfo(string StepId, string Status, string? Reason = null);

/// <summary>
/// Cancels steps, each by itself: pending ones at once, running ones from emr-5.28.0 on. Either StepCancellationOption ends the
/// step's processes here.
/// </summary>
internal static class CancelSteps
{
    private const int MostSteps = 256;

    public static CancelStepsOutput Answer(CancelStepsInput input, ClusterRegistry clusters) =>
        clusters.Cluster(input.ClusterId).Change((cluster, now) =>
        {
            Check(input, cluster);
            var after = cluster;
            List<CancelStepsInfo> infos = [];
            foreach (var id in input.StepIds!)
            {
                var info = Judge(after, after.Step(id)!);
                infos.Add(info);
                if (info.Status == "SUBMITTED")
                    after = ClusterLife.Cancel(after, after.Step(id)!, now);
            }
            return (after, new CancelStepsOutput(infos));
        });

    /// <summary>Whether the step can be cancelled now. One that is being cancelled can: the call is idempotent.</summary>
    public static CancelStepsInfo Judge(ClusterRecord cluster, StepRecord step) => step.State switch
    {
        StepState.Pending or StepState.CancelPending => new(step.Id, "SUBMITTED"),
        StepState.Running when cluster.Has(Releases.CancelRunningSteps) => new(step.Id, "SUBMITTED"),
        StepState.Running => new(step.Id, "FAILED", "Running steps can be cancelled from release emr-5.28.0 on."),
        _ => new(step.Id, "FAILED", $"The step is in state {step.State.Wire()} and cannot be cancelled."),
    };

    private static void Check(CancelStepsInput input, ClusterRecord cluster)
    {
        if (input.StepIds!.Count is 0 or > MostSteps)
            throw EmrException.InvalidRequest($"Between 1 and {MostSteps} step ids must be specified.");
        if (!cluster.Has(Releases.CancelPendingSteps) || Releases.Parse(cluster.Request.ReleaseLabel) is { Major: 5, Minor: 0, Build: 0 })
            throw EmrException.InvalidRequest("Cancelling steps is not supported in this version of EMR.");
        if (input.StepIds.FirstOrDefault(id => cluster.Step(id) is null) is { } unknown)
            throw EmrException.NoSuchStep(unknown);
    }
}
