using System.Text.Json;
using System.Text.Json.Serialization;

namespace MrJob.Local.Emr.Clusters;

[JsonConverter(typeof(JsonStringEnumConverter<ClusterState>))]
internal enum ClusterState { Starting, Bootstrapping, Running, Waiting, Terminating, Terminated, TerminatedWithErrors }

[JsonConverter(typeof(JsonStringEnumConverter<StepState>))]
internal enum StepState { Pending, CancelPending, Running, Completed, Cancelled, Failed, Interrupted }

internal static class States
{
    /// <summary>The name that EMR gives the state, such as <c>TERMINATED_WITH_ERRORS</c>.</summary>
    public static string Wire<T>(this T state) where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(state.ToString());

    /// <summary>Neither shutting down nor gone: it can still be changed.</summary>
    public static bool IsActive(this ClusterState state) => state < ClusterState.Terminating;

    public static bool HasEnded(this ClusterState state) => state > ClusterState.Terminating;

    /// <summary>Not ended: it counts against the limit of active steps.</summary>
    public static bool IsActive(this StepState state) => state <= StepState.Running;

    /// <summary>A process may be at work for it.</summary>
    public static bool IsExecuting(this StepState state) => state is StepState.Running or StepState.CancelPending;
}
