using MrJob.Core.Pools;

namespace MrJob.Core.Tests.Pools;

public class PoolPlaceRulesTests
{
    private static readonly PoolPlaces Empty = new() { Pool = "p" };

    [Fact]
    public void Places_are_taken_up_to_the_limit()
    {
        var one = PoolPlaceRules.Take(Empty, "a", "intent", 2, Some.Time)!;
        var two = PoolPlaceRules.Take(one, "b", "intent", 2, Some.Time)!;
        two.Taken.Select(s => s.Owner).ShouldBe(["a", "b"]);
        PoolPlaceRules.Take(two, "c", "intent", 2, Some.Time).ShouldBeNull();
        PoolPlaceRules.Take(two, "c", "intent", 3, Some.Time).ShouldNotBeNull("the limit is the owner's own");
        PoolPlaceRules.Take(two, "c", "intent", 0, Some.Time).ShouldNotBeNull("0 is no limit");
    }

    [Fact]
    public void An_owner_that_has_a_place_takes_the_same_again_and_the_record_changes_all_the_same()
    {
        var one = PoolPlaceRules.Take(Empty, "a", "intent", 1, Some.Time)!;
        var again = PoolPlaceRules.Take(one, "a", "intent", 1, Some.Time)!;
        again.Taken.ShouldHaveSingleItem();
        again.ShouldNotBeSameAs(one); // or who is about to free it would not notice
    }

    [Fact]
    public void An_owner_whose_cluster_is_there_needs_another_place_for_another_cluster()
    {
        var started = PoolPlaceRules.Assign(PoolPlaceRules.Take(Empty, "a", "intent", 1, Some.Time)!, "a", "j-1", Some.Time);
        started.Taken.ShouldBe([new("a", "j-1", Some.Time)]);
        PoolPlaceRules.Take(started, "a", "intent", 1, Some.Time).ShouldBeNull();
        PoolPlaceRules.Take(started, "a", "intent", 2, Some.Time)!.Taken.Count.ShouldBe(2);
    }

    [Fact]
    public void A_cluster_that_nobody_took_a_place_for_gets_one_and_only_one()
    {
        var found = PoolPlaceRules.Assign(Empty, "a", "j-1", Some.Time);
        found.Taken.ShouldHaveSingleItem();
        PoolPlaceRules.Assign(found, "a", "j-1", Some.Time).ShouldBeSameAs(found);
    }

    [Fact]
    public void A_place_is_freed_only_on_evidence()
    {
        var taken = PoolPlaceRules.Take(PoolPlaceRules.Assign(Empty, "a", "j-1", Some.Time), "b", "intent", 0, Some.Time)!;
        PoolPlaceRules.Free(taken, _ => false).ShouldBeSameAs(taken);
        PoolPlaceRules.Free(taken, s => s.ClusterId == "j-1").Taken.ShouldHaveSingleItem().Owner.ShouldBe("b");
    }
}
