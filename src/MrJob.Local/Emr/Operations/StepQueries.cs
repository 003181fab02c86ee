using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record DescribeStepInput
{
    [Required] public string? ClusterId { get; init; }
    [Required] public string? StepId { get; init; }
}

internal sealed record DescribeStepOutput(StepDescription Step);

internal sealed record ListStepsInput
{
    [Required] public string? ClusterId { get; init; }

    [OneOf("PENDING", "CANCEL_PENDING", "RUNNING", "COMPLETED", "CANCELLED", "FAILED", "INTERRUPTED")]
    public IReadOnlyList<string>? StepStates { get; init; }

    [Text(10280)] public IReadOnlyList<string>? StepIds { get; init; }
    public string? Marker { get; init; }
}

internal sealed record ListStepsOutput(IReadOnlyList<StepDescription> Steps, string? Marker);

/// <summary>A step in DescribeStep and, without the role, in ListSteps.</summary>
internal sealed record StepDescription(string Id, string Name, HadoopStepConfig Config, string ActionOnFailure, Status Status)
{
    public string? ExecutionRoleArn { get; init; }
    public string? LogUri { get; init; }
    public string? EncryptionKeyArn { get; init; }
}

internal sealed record HadoopStepConfig(
    string Jar, IReadOnlyDictionary<string, string> Properties, string? MainClass, IReadOnlyList<string> Args);

/// <summary>DescribeStep and ListSteps: newest first, 50 a page.</summary>
internal static class StepQueries
{
    private const int MostIds = 10;

    public static DescribeStepOutput Describe(DescribeStepInput input, ClusterRegistry clusters)
    {
        var step = clusters.Cluster(input.ClusterId).Record.Step(input.StepId) ?? throw EmrException.NoSuchStep(input.StepId);
        return new(Description(step) with { ExecutionRoleArn = step.ExecutionRoleArn });
    }

    public static ListStepsOutput List(ListStepsInput input, ClusterRegistry clusters)
    {
        var cluster = clusters.Cluster(input.ClusterId).Record;
        CheckIds(input.StepIds ?? [], cluster);
        var (page, marker) = Paging.Page(
            cluster.Steps.Index().Reverse().Where(s => Matches(s.Item, input)), s => s.Index, input.Marker);
        return new([.. page.Select(s => Description(s.Item))], marker);
    }

    private static void CheckIds(IReadOnlyList<string> ids, ClusterRecord cluster)
    {
        if (ids.Count > MostIds)
            throw EmrException.InvalidRequest($"At most {MostIds} step ids may be specified, and there are {ids.Count}.");
        if (ids.FirstOrDefault(id => cluster.Step(id) is null) is { } unknown)
            throw EmrException.NoSuchStep(unknown);
    }

    private static bool Matches(StepRecord step, ListStepsInput input) =>
        (input.StepStates is not { Count: > 0 } states || states.Contains(step.State.Wire()))
        && (input.StepIds is not { Count: > 0 } ids || ids.Contains(step.Id));

    private static StepDescription Description(StepRecord step)
    {
        var asked = step.Config.HadoopJarStep!;
        return new StepDescription(
            step.Id,
            step.Config.Name!,
            new HadoopStepConfig(asked.Jar!, Execution.Properties(asked), asked.MainClass, asked.Args ?? []),
            step.Config.ActionOnFailure!,
            new Status(step.State.Wire(), step.Reason, new Timeline(step.Created, StartDateTime: step.Started, EndDateTime: step.Ended))
            {
                FailureDetails = step.Failure,
            })
        {
            LogUri = step.Config.StepMonitoringConfiguration?.S3MonitoringConfiguration?.LogUri,
            EncryptionKeyArn = step.Config.StepMonitoringConfiguration?.S3MonitoringConfiguration?.EncryptionKeyArn,
        };
    }
}
