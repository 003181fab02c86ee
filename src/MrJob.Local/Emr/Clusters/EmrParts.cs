using MrJob.Local.Events;

namespace MrJob.Local.Emr.Clusters;

/// <summary>What every cluster works with.</summary>
internal sealed record EmrParts(EmrOptions Options, ClusterStore Store, IStepRunner Runner, IEventBus Bus, TimeProvider Time)
{
    /// <summary>
    /// The time in whole milliseconds, as precise as EMR's answers and our files: what is read back equals what was written.
    /// </summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Time.GetUtcNow().ToUnixTimeMilliseconds());
}
