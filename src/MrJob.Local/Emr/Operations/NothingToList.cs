using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

/// <summary>For the lists of the account that take no filter.</summary>
internal sealed record MarkerInput
{
    public string? Marker { get; init; }
}

internal sealed record ListStudioSessionMappingsInput
{
    [Text(256)] public string? StudioId { get; init; }
    [OneOf("USER", "GROUP")] public string? IdentityType { get; init; }
    public string? Marker { get; init; }
}

internal sealed record ListStudiosOutput(IReadOnlyList<Empty> Studios);

internal sealed record ListNotebookExecutionsOutput(IReadOnlyList<Empty> NotebookExecutions);

internal sealed record ListStudioSessionMappingsOutput(IReadOnlyList<Empty> SessionMappings);

/// <summary>Studios and notebooks cannot be made here. So there are none, and clients that take stock of an account hear that.</summary>
internal static class NothingToList
{
    public static ListStudiosOutput Studios(MarkerInput input, ClusterRegistry clusters) => new([]);

    public static ListNotebookExecutionsOutput NotebookExecutions(MarkerInput input, ClusterRegistry clusters) => new([]);

    public static ListStudioSessionMappingsOutput StudioSessionMappings(ListStudioSessionMappingsInput input, ClusterRegistry clusters) =>
        input.StudioId is { } id ? throw EmrException.InvalidRequest($"Studio id '{id}' is not valid.") : new([]);
}
