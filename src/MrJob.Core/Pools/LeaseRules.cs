namespace MrJob.Core.Pools;

/// <summary>When a lease that somebody holds may be taken over. Pure; all times are S3's.</summary>
internal static class LeaseRules
{
    public static LeaseVerdict Judge(Lease lease, string wanting, LeasePurpose purpose, DateTimeOffset now, Timings timings) => lease.Phase switch
    {
        LeasePhase.Free => LeaseVerdict.Take,
        // A sweep that died: any later one takes over, since terminating twice does no harm. But not while it may be asking EMR: its call could
        // arrive after the later one has let a job in.
        LeasePhase.Acquired when lease.Purpose == LeasePurpose.Terminate && purpose == LeasePurpose.Terminate => LeaseVerdict.Take,
        LeasePhase.Acquired when timings.IsDead(lease.Incarnation) => LeaseVerdict.Take,
        LeasePhase.Acquired => now >= lease.Since + timings.AcquiredFor ? LeaseVerdict.Take : LeaseVerdict.Refuse,
        LeasePhase.Calling when !timings.IsDead(lease.Incarnation) && now < lease.Deadline + timings.AfterDeadline => LeaseVerdict.Refuse,
        LeasePhase.Calling => lease.Purpose == LeasePurpose.Terminate ? LeaseVerdict.Take : LeaseVerdict.TakeUnlessStepsAreThere,
        LeasePhase.Holding => LeaseVerdict.TakeIfHolderIsDone,
        _ => throw new ArgumentOutOfRangeException(nameof(lease), lease.Phase, "is no phase of a lease"),
    };
}

/// <summary>Whether a lease may be taken over, and on what evidence.</summary>
internal enum LeaseVerdict
{
    Take,
    Refuse,

    /// <summary>Only when no step with the holder's id is on the cluster.</summary>
    TakeUnlessStepsAreThere,

    /// <summary>Only when the holder's record says that it is done with the cluster.</summary>
    TakeIfHolderIsDone,
}
