using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record AddJobFlowStepsInput
{
    [Required, Text(256)] public string? JobFlowId { get; init; }
    [Required] public IReadOnlyList<StepConfig>? Steps { get; init; }
    [Text(2048)] public string? ExecutionRoleArn { get; init; }
}

internal sealed record AddJobFlowStepsOutput(IReadOnlyList<string> StepIds);

/// <summary>Adds steps to a cluster that is not shutting down. All of them or, with an error, none.</summary>
internal static class AddJobFlowSteps
{
    public static AddJobFlowStepsOutput Answer(AddJobFlowStepsInput input, ClusterRegistry clusters) =>
        clusters.JobFlow(input.JobFlowId).Change((cluster, now) =>
        {
            Check(input.Steps!, cluster);
            List<StepRecord> added = [.. input.Steps!.Select(step => StepRecord.New(step, input.ExecutionRoleArn, now))];
            return (cluster with { Steps = cluster.Steps.AddRange(added) }, new AddJobFlowStepsOutput([.. added.Select(s => s.Id)]));
        });

    private static void Check(IReadOnlyList<StepConfig> steps, ClusterRecord cluster)
    {
        if (!cluster.State.IsActive())
            throw EmrException.NotModifiable();
        if (steps.Count == 0)
            throw EmrException.Validation("At least one step must be specified.");
        StepRules.Check(steps, cluster.StepConcurrencyLevel);
        StepRules.CheckActive(cluster.Steps.Count(s => s.State.IsActive()), steps.Count);
    }
}
