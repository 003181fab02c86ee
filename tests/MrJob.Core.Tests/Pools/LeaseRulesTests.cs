using MrJob.Core.Pools;

namespace MrJob.Core.Tests.Pools;

public class LeaseRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    // phase, seconds since it began (or past the deadline), verdict for another job
    [InlineData(LeasePhase.Free, 0, LeaseVerdict.Take)]
    [InlineData(LeasePhase.Acquired, 0, LeaseVerdict.Refuse)]
    [InlineData(LeasePhase.Acquired, 59, LeaseVerdict.Refuse)]
    [InlineData(LeasePhase.Acquired, 60, LeaseVerdict.Take)]
    [InlineData(LeasePhase.Calling, -25, LeaseVerdict.Refuse)]
    [InlineData(LeasePhase.Calling, 59, LeaseVerdict.Refuse)]
    [InlineData(LeasePhase.Calling, 60, LeaseVerdict.TakeUnlessStepsAreThere)]
    [InlineData(LeasePhase.Holding, 0, LeaseVerdict.TakeIfHolderIsDone)]
    [InlineData(LeasePhase.Holding, 1_000_000, LeaseVerdict.TakeIfHolderIsDone)]
    internal void Another_job_may_take_a_lease(LeasePhase phase, int seconds, LeaseVerdict verdict) =>
        LeaseRules.Judge(Held(phase), "other", LeasePurpose.Join, Start.AddSeconds(seconds), Timings.Emr).ShouldBe(verdict);

    [Theory]
    [InlineData(59, LeaseVerdict.Refuse)]
    [InlineData(60, LeaseVerdict.Take)]
    internal void A_job_takes_what_another_run_of_it_acquired_only_when_that_has_died(int seconds, LeaseVerdict verdict) =>
        LeaseRules.Judge(Held(LeasePhase.Acquired), "holder", LeasePurpose.Join, Start.AddSeconds(seconds), Timings.Emr).ShouldBe(verdict);

    [Fact]
    public void A_job_does_not_take_its_own_lease_while_its_call_may_be_under_way() =>
        LeaseRules.Judge(Held(LeasePhase.Calling), "holder", LeasePurpose.Join, Start, Timings.Emr).ShouldBe(LeaseVerdict.Refuse);

    [Theory]
    [InlineData(LeasePhase.Acquired, 0, LeaseVerdict.Take)]
    [InlineData(LeasePhase.Calling, 59, LeaseVerdict.Refuse)] // it would let a job in, and the other's call would end the cluster under it
    [InlineData(LeasePhase.Calling, 60, LeaseVerdict.Take)]
    internal void A_sweep_takes_over_from_a_sweep_that_is_not_calling_any_more(LeasePhase phase, int seconds, LeaseVerdict verdict) =>
        LeaseRules.Judge(Held(phase) with { Purpose = LeasePurpose.Terminate }, "later", LeasePurpose.Terminate, Start.AddSeconds(seconds), Timings.Emr).ShouldBe(verdict);

    [Fact]
    public void A_job_waits_for_a_sweep_that_is_calling() =>
        LeaseRules.Judge(Held(LeasePhase.Calling) with { Purpose = LeasePurpose.Terminate }, "job", LeasePurpose.Join, Start, Timings.Emr)
            .ShouldBe(LeaseVerdict.Refuse);

    [Theory]
    [InlineData(LeasePhase.Acquired, LeaseVerdict.Take)]
    [InlineData(LeasePhase.Calling, LeaseVerdict.TakeUnlessStepsAreThere)]
    [InlineData(LeasePhase.Holding, LeaseVerdict.TakeIfHolderIsDone)]
    internal void On_a_laptop_leases_of_a_process_that_died_need_not_run_out(LeasePhase phase, LeaseVerdict verdict) =>
        LeaseRules.Judge(Held(phase), "other", LeasePurpose.Join, Start, Timings.Laptop("second run")).ShouldBe(verdict);

    private static Lease Held(LeasePhase phase) => new()
    {
        ClusterId = "j-1", Holder = "holder", Purpose = LeasePurpose.Join, Fence = 7, Phase = phase, Since = Start, Deadline = Start,
        Incarnation = "first run",
    };
}
