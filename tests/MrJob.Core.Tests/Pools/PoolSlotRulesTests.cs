using MrJob.Core.Pools;

namespace MrJob.Core.Tests.Pools;

public class PoolSlotRulesTests
{
    private static readonly PoolSlots Empty = new() { Pool = "p" };

    [Fact]
    public void Places_are_taken_up_to_the_limit()
    {
        var one = PoolSlotRules.Take(Empty, "a", 2, Some.Time)!;
        var two = PoolSlotRules.Take(one, "b", 2, Some.Time)!;
        two.Taken.Select(s => s.Owner).ShouldBe(["a", "b"]);
        PoolSlotRules.Take(two, "c", 2, Some.Time).ShouldBeNull();
        PoolSlotRules.Take(two, "c", 3, Some.Time).ShouldNotBeNull("the limit is the owner's own");
        PoolSlotRules.Take(two, "c", 0, Some.Time).ShouldNotBeNull("0 is no limit");
    }

    [Fact]
    public void An_owner_that_has_a_place_takes_the_same_again_and_the_record_changes_all_the_same()
    {
        var one = PoolSlotRules.Take(Empty, "a", 1, Some.Time)!;
        var again = PoolSlotRules.Take(one, "a", 1, Some.Time)!;
        again.Taken.ShouldHaveSingleItem();
        again.ShouldNotBeSameAs(one); // or who is about to free it would not notice
    }

    [Fact]
    public void An_owner_whose_cluster_is_there_needs_another_place_for_another_cluster()
    {
        var started = PoolSlotRules.Assign(PoolSlotRules.Take(Empty, "a", 1, Some.Time)!, "a", "j-1", Some.Time);
        started.Taken.ShouldBe([new("a", "j-1", Some.Time)]);
        PoolSlotRules.Take(started, "a", 1, Some.Time).ShouldBeNull();
        PoolSlotRules.Take(started, "a", 2, Some.Time)!.Taken.Count.ShouldBe(2);
    }

    [Fact]
    public void A_cluster_that_nobody_took_a_place_for_gets_one_and_only_one()
    {
        var found = PoolSlotRules.Assign(Empty, "a", "j-1", Some.Time);
        found.Taken.ShouldHaveSingleItem();
        PoolSlotRules.Assign(found, "a", "j-1", Some.Time).ShouldBeSameAs(found);
    }

    [Fact]
    public void A_place_is_freed_only_on_evidence()
    {
        var taken = PoolSlotRules.Take(PoolSlotRules.Assign(Empty, "a", "j-1", Some.Time), "b", 0, Some.Time)!;
        PoolSlotRules.Free(taken, _ => false).ShouldBeSameAs(taken);
        PoolSlotRules.Free(taken, s => s.ClusterId == "j-1").Taken.ShouldHaveSingleItem().Owner.ShouldBe("b");
    }
}
