using System.Globalization;
using System.Text.Json.Nodes;
using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;
using MrJob.Local.Events;

namespace MrJob.Local.Emr;

/// <summary>
/// The events of a change, as EMR documents them ("Monitoring Amazon EMR events with CloudWatch"). EMR tells nothing of
/// BOOTSTRAPPING and TERMINATING clusters, nor of CANCEL_PENDING and INTERRUPTED steps.
/// </summary>
internal static class EmrEvents
{
    /// <param name="before">Null for a cluster that is new.</param>
    public static IEnumerable<OutboxEvent> Between(ClusterRecord? before, ClusterRecord after, DateTimeOffset now)
    {
        if (before?.State != after.State && OfCluster(before, after, now) is { } changed)
            yield return changed;
        for (var i = 0; i < after.Steps.Length; i++)
        {
            var known = before is not null && i < before.Steps.Length ? before.Steps[i] : null;
            if (known?.State != after.Steps[i].State && OfStep(after, after.Steps[i], now) is { } stepped)
                yield return stepped;
        }
    }

    public static AwsEvent ToAws(OutboxEvent kept) => new(kept.Id, "aws.emr", kept.DetailType, kept.Time, [], kept.Detail);

    private static OutboxEvent? OfCluster(ClusterRecord? before, ClusterRecord after, DateTimeOffset now)
    {
        var said = after.State switch
        {
            ClusterState.Starting => $"cluster {Name(after)} was requested at {Minute(now)} and is being created.",
            ClusterState.Running => $"cluster {Name(after)} began running steps at {Minute(now)}.",
            ClusterState.Waiting when before?.State == ClusterState.Bootstrapping =>
                $"cluster {Name(after)} was created at {Minute(now)} and is ready for use.",
            ClusterState.Waiting => $"cluster {Name(after)} finished running all pending steps at {Minute(now)}.",
            ClusterState.Terminated => $"Cluster {Name(after)} has terminated at {Minute(now)} with a reason of {after.Reason.Code}.",
            ClusterState.TerminatedWithErrors =>
                $"Cluster {Name(after)} has terminated with errors at {Minute(now)} with a reason of {after.Reason.Code}.",
            _ => null,
        };
        return said is null ? null : New("EMR Cluster State Change", now, new JsonObject
        {
            ["severity"] = after.State.HasEnded() && !EndedWell(after.Reason) ? "CRITICAL" : "INFO",
            ["stateChangeReason"] = Reason(after.Reason),
            ["name"] = after.Name,
            ["clusterId"] = after.Id,
            ["state"] = after.State.Wire(),
            ["message"] = "Amazon EMR " + said,
        });
    }

    private static OutboxEvent? OfStep(ClusterRecord cluster, StepRecord step, DateTimeOffset now)
    {
        var name = $"{step.Id} ({step.Config.Name})";
        var where = $"Amazon EMR cluster {Name(cluster)}";
        var (severity, message) = step.State switch
        {
            StepState.Pending => ("INFO", $"Step {name} was added to {where} at {Minute(now)} and is pending execution."),
            StepState.Running => ("INFO", $"Step {name} in {where} started running at {Minute(now)}."),
            StepState.Completed => ("INFO", $"Step {name} in {where} completed execution at {Minute(now)}. " +
                $"The step started running at {Minute(step.Started!.Value)} " +
                $"and took {(int)(now - step.Started.Value).TotalMinutes} minutes to complete."),
            StepState.Cancelled => ("WARN",
                $"Cancellation request has succeeded for cluster step {name} in {where} at {Minute(now)} and the step is now cancelled."),
            StepState.Failed => ("ERROR", $"Step {name} in {where} failed at {Minute(now)}."),
            _ => ("", ""),
        };
        return severity == "" ? null : New("EMR Step Status Change", now, new JsonObject
        {
            ["severity"] = severity,
            ["actionOnFailure"] = step.Config.ActionOnFailure,
            ["stepId"] = step.Id,
            ["name"] = step.Config.Name,
            ["clusterId"] = cluster.Id,
            ["state"] = step.State.Wire(),
            ["message"] = message,
        });
    }

    private static bool EndedWell(StateChangeReason reason) => reason.Code is "USER_REQUEST" or "ALL_STEPS_COMPLETED";

    private static OutboxEvent New(string detailType, DateTimeOffset now, JsonObject detail) =>
        new(Guid.NewGuid().ToString(), detailType, now, detail);

    private static string Name(ClusterRecord cluster) => $"{cluster.Id} ({cluster.Name})";

    private static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>JSON within a JSON string, with an empty code where there is none: EMR's own form.</summary>
    private static string Reason(StateChangeReason reason) => reason.Code is null
        ? """{"code":""}"""
        : new JsonObject { ["code"] = reason.Code, ["message"] = reason.Message }.ToJsonString();
}
