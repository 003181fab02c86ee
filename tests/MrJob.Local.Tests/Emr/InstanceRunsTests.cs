using MrJob.Local.Emr.Clusters;

namespace MrJob.Local.Tests.Emr;

public class InstanceRunsTests
{
    private static readonly DateTimeOffset Then = Samples.Noon, Now = Samples.Noon.AddHours(1);
    private static readonly IReadOnlyList<InstanceRun> Four = [new(0, 4, "m5.xlarge", "ON_DEMAND", Then)];

    [Fact]
    public void Growing_adds_instances_with_numbers_of_their_own()
    {
        var grown = Four.To(Want(6), Now);
        grown.ShouldBe([Four[0], new(4, 2, "m5.xlarge", "ON_DEMAND", Now)]);
        grown.To(Want(6), Now).ShouldBeSameAs(grown);
    }

    [Fact]
    public void Shrinking_takes_the_youngest_and_remembers_them() =>
        Four.To(Want(1), Now).ShouldBe([Four[0] with { Count = 1 }, new(1, 3, "m5.xlarge", "ON_DEMAND", Then, Now)]);

    [Fact]
    public void Shrinking_takes_those_that_are_named_first() =>
        Four.To(Want(2) with { First = new HashSet<int> { 1 } }, Now).ShouldBe(
        [
            new(0, 1, "m5.xlarge", "ON_DEMAND", Then), new(1, 1, "m5.xlarge", "ON_DEMAND", Then, Now),
            new(2, 1, "m5.xlarge", "ON_DEMAND", Then), new(3, 1, "m5.xlarge", "ON_DEMAND", Then, Now),
        ]);

    [Fact]
    public void A_number_is_never_used_again()
    {
        var regrown = Four.To(Want(1), Then).To(Want(2), Now);
        regrown[^1].First.ShouldBe(4);
        regrown.Units("ON_DEMAND", _ => 1).ShouldBe(2);
    }

    [Theory]
    [InlineData(5, 8)]
    [InlineData(8, 8)]
    [InlineData(9, 12)]
    public void Weighted_instances_meet_a_target_or_pass_it(int target, int provided) =>
        Array.Empty<InstanceRun>().To(Weighted(target), Now).Units("SPOT", _ => 4).ShouldBe(provided);

    [Theory]
    [InlineData(11, 12)]
    [InlineData(8, 8)]
    [InlineData(1, 4)]
    [InlineData(0, 0)]
    public void No_weighted_instance_goes_that_is_still_wanted_in_part(int target, int provided) =>
        Array.Empty<InstanceRun>().To(Weighted(12), Then).To(Weighted(target), Now).Units("SPOT", _ => 4).ShouldBe(provided);

    [Fact]
    public void Each_market_is_counted_for_itself()
    {
        var both = Four.To(Weighted(8), Now);
        both.Units("ON_DEMAND", _ => 1).ShouldBe(4);
        both.To(Weighted(0), Now).Units("ON_DEMAND", _ => 1).ShouldBe(4);
    }

    private static Resize Want(int count) => new("ON_DEMAND", count, "m5.xlarge", _ => 1);

    private static Resize Weighted(int units) => new("SPOT", units, "m5.2xlarge", _ => 4);
}
