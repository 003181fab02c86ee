namespace MrJob.Core;

/// <summary>How long the service waits before it takes something for not having happened. All are measured by S3's clock.</summary>
/// <param name="CallTime">One RunJobFlow or AddJobFlowSteps; it is cancelled then, and what came of it is unknown.</param>
/// <param name="AfterDeadline">Beyond that, for what the network may still hold of a call that was cancelled.</param>
/// <param name="AcquiredFor">A lease's holder that has not moved on after this long has died: looking and deciding takes seconds.</param>
/// <param name="ListLag">How long ListClusters may not show a cluster that was started.</param>
internal sealed record Timings(TimeSpan CallTime, TimeSpan AfterDeadline, TimeSpan AcquiredFor, TimeSpan ListLag)
{
    /// <summary>
    /// Which run of the laptop's process this is: its AWS and its handlers are one process and die together, so nothing that another run
    /// began is under way any more, and everything it did shows. Null where handlers and AWS live apart, and that cannot be known.
    /// </summary>
    public string? Incarnation { get; init; }

    /// <summary>
    /// Whether a step may be over before its job's record says that it was sent, so that its events found nobody to care. EMR's fastest steps
    /// take seconds; a laptop's take milliseconds.
    /// </summary>
    public bool StepsMayBeOverAtOnce => Incarnation is not null;

    /// <summary>By so much EMR's clock and S3's, which tells whole seconds, may differ.</summary>
    public static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(5);

    /// <summary>Whether what this incarnation began died with it.</summary>
    public bool IsDead(string? incarnation) => Incarnation is not null && incarnation != Incarnation;

    /// <summary>For EMR, whose lists lag and whose network is long.</summary>
    public static Timings Emr { get; } = new(
        CallTime: TimeSpan.FromSeconds(25), AfterDeadline: TimeSpan.FromSeconds(60), AcquiredFor: TimeSpan.FromSeconds(60), ListLag: TimeSpan.FromMinutes(5));

    /// <summary>For a laptop that may have been killed and started again, and should not keep its user waiting.</summary>
    public static Timings Laptop(string incarnation) => Emr with { Incarnation = incarnation };
}
