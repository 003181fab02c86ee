using MrJob.Local.Emr.Clusters;

namespace MrJob.Local.Emr.Operations;

internal sealed record ListBootstrapActionsOutput(IReadOnlyList<Command> BootstrapActions);

internal sealed record Command(string Name, string ScriptPath, IReadOnlyList<string> Args);

/// <summary>The bootstrap actions of a cluster. They are recorded and not run: they would install software on the laptop.</summary>
internal static class ListBootstrapActions
{
    public static ListBootstrapActionsOutput Answer(ClusterPageInput input, ClusterRegistry clusters) => new(
    [
        .. (clusters.Cluster(input.ClusterId).Record.Request.BootstrapActions ?? [])
            .Select(action => new Command(action.Name!, action.ScriptBootstrapAction!.Path!, action.ScriptBootstrapAction.Args ?? [])),
    ]);
}
