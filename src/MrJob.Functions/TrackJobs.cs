using Amazon.Lambda.Core;
using MrJob.Core.Jobs;

namespace MrJob.Functions;

/// <summary>Follows jobs on clusters: those on the cluster that an event names, or all of them on a schedule's tick.</summary>
public sealed class TrackJobs(ServiceHost host)
{
    public TrackJobs()
        : this(ServiceHost.FromProcess())
    {
    }

    public async Task HandleAsync(EventEnvelope hint, ILambdaContext context)
    {
        using var deadline = context.Deadline();
        var tracker = host.Get<Tracker>();
        await (hint is { ClusterId: { } cluster, InstancesChanged: true }
            ? tracker.InstancesChangedAsync(cluster, deadline.Token) : tracker.TrackAsync(hint.ClusterId, hint.ClusterState, deadline.Token));
    }
}
