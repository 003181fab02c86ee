using MrJob.Core.Clusters;
using MrJob.Core.Pools;

namespace MrJob.Core.Tests.Pools;

public class PoolRankTests
{
    private static readonly DateTimeOffset Now = Some.Time;

    [Fact]
    public void The_cluster_with_most_compute_units_is_first() =>
        Order(Cluster("small", 1, "CORE 1 m5.xlarge"), Cluster("big", 1, "CORE 1 m5.4xlarge"),
            Cluster("middle", 1, "CORE 1 m5.2xlarge")).ShouldBe("big middle small");

    [Fact]
    public void Compute_units_of_all_instances_count() =>
        Order(Cluster("one", 1, "MASTER 1 m5.4xlarge"), Cluster("many", 1, "MASTER 1 m5.xlarge; CORE 2 m5.xlarge; TASK 2 m5.xlarge")).ShouldBe("many one");

    [Fact]
    public void Memory_does_not_count() => Order(Cluster("memory", 30, "CORE 1 r5.xlarge"), Cluster("cpu", 30, "CORE 1 c5.2xlarge")).ShouldBe("cpu memory");

    [Fact]
    public void Compute_units_count_before_the_hour() =>
        Order(Cluster("fresh", 1, "CORE 1 m5.xlarge"), Cluster("big", 59, "CORE 1 m5.2xlarge")).ShouldBe("big fresh");

    [Fact]
    public void Among_equals_the_one_with_most_time_left_to_a_whole_hour_is_first() =>
        Order(Cluster("50 left", 10), Cluster("1 left", 59), Cluster("59 left", 1))
        .ShouldBe("59 left 50 left 1 left");

    [Fact]
    public void Hours_that_are_over_do_not_count() => Order(Cluster("20 left", 40), Cluster("50 left", 5 * 60 + 10)).ShouldBe("50 left 20 left");

    [Fact]
    public void A_cluster_that_begins_another_hour_has_all_of_it_left() => Order(Cluster("59 left", 1), Cluster("60 left", 120)).ShouldBe("60 left 59 left");

    [Fact]
    public void Among_equals_with_as_much_time_left_the_oldest_is_first() =>
        Order(Cluster("young", 10), Cluster("oldest", 190), Cluster("old", 70)).ShouldBe("oldest old young");

    [Fact]
    public void Clusters_of_the_same_moment_come_in_order_of_their_ids() => Order(Cluster("b", 10), Cluster("a", 10), Cluster("B", 10)).ShouldBe("B a b");

    [Fact]
    public void A_type_of_unknown_size_counts_nothing() =>
        Order(Cluster("unknown", 1, "CORE 99 z9.xlarge"), Cluster("known", 50, "CORE 1 m5.large")).ShouldBe("known unknown");

    [Fact]
    public void A_cluster_of_which_nothing_is_known_is_last() =>
        Order(Cluster("nothing", 1) with { Shape = null }, Cluster("some", 50, "CORE 1 m5.large")).ShouldBe("some nothing");

    [Theory]
    [InlineData("CORE fleet 4+8: m5.xlarge*1", 48)] // four vCPUs a unit
    [InlineData("CORE fleet 4+8: m5.xlarge*4", 12)]
    [InlineData("CORE fleet 4+8: m5.xlarge*4, m5.4xlarge*4", 12)] // the weakest type
    [InlineData("CORE fleet 4+8: m5.xlarge*4, z9.xlarge*4", 0)]
    [InlineData("MASTER fleet 1+0: m5.xlarge*1; CORE fleet 0+8: m5.2xlarge*8", 12)]
    [InlineData("MASTER 1 m5.xlarge; CORE 2 m5.2xlarge", 20)]
    [InlineData("MASTER 1 m5.xlarge; CORE 0 m5.2xlarge", 4)]
    [InlineData("", 0)]
    public void Compute_units(string shape, int units) => ShapeText.Read(shape).ComputeUnits.ShouldBe(units);

    [Theory]
    // minutes since its creation, minutes left
    [InlineData(0, 60)]
    [InlineData(1, 59)]
    [InlineData(59.5, 0.5)]
    [InlineData(60, 60)]
    [InlineData(90, 30)]
    [InlineData(24 * 60 + 15, 45)]
    [InlineData(-5, 60)] // clocks differ
    public void Time_left_to_a_whole_hour(double age, double left) => PoolRank.LeftOfHour(Now.AddMinutes(-age), Now).ShouldBe(TimeSpan.FromMinutes(left));

    [Fact]
    public void The_order_does_not_depend_on_the_order_in_which_they_come()
    {
        ClusterRecord[] clusters =
        [
            .. from shape in new[] { "CORE 1 m5.xlarge", "CORE 1 m4.xlarge", "CORE 1 m5.large" } from age in new[] { 0, 10, 59, 70, 130 } from copy in "ab"
               select Cluster($"{shape} {age} {copy}", age, shape),
        ];
        var random = new Random(20261122);
        var order = Order(clusters);
        for (var i = 0; i < 100; i++)
        {
            random.Shuffle(clusters);
            Order(clusters).ShouldBe(order);
        }
    }

    private static string Order(params ClusterRecord[] clusters) => string.Join(' ', PoolRank.Order(clusters, Now).Select(c => c.ClusterId));

    private static ClusterRecord Cluster(string id, double age, string shape = "CORE 1 m5.xlarge") =>
        PoolFitCases.Cluster(shape) with { ClusterId = id, Created = Now.AddMinutes(-age) };
}
