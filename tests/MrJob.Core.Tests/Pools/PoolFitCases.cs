using MrJob.Core.Clusters;
using MrJob.Core.Pools;

namespace MrJob.Core.Tests.Pools;

/// <param name="Reason">Why the job may not join; null when it may.</param>
internal sealed record PoolFitCase(string Name, ClusterRecord Cluster, PoolAsk Ask, string? Reason);

/// <summary>What may join what: a table of clusters and of what jobs ask. Shapes are written as <see cref="ShapeText"/> says.</summary>
internal static partial class PoolFitCases
{
    private const string HashOfEmpty = "99914b932bd37a50b983c5e7c90ae93b"; // of the canonical text {}, which all cases have that are not about it

    public static IReadOnlyList<PoolFitCase> All { get; } =
    [
        .. Identity(), .. Placing(), .. Order(), .. Groups(), .. Types(), .. Sharing(), .. Spot(), .. Volumes(), .. Fleets(), .. FleetBids(),
        .. ReportedGroups(), .. ReportedFleets(), .. ReportedClusters(),
    ];

    private static IEnumerable<PoolFitCase> Identity() =>
    [
        Fits("the same pool and configuration", "", ""),
        Not("another pool", Cluster("") with { Pool = "other" }, Ask(""), "pool 'other', 'p' asked"),
        Not("a pool whose name differs in case", Cluster("") with { Pool = "P" }, Ask(""), "pool 'P', 'p' asked"),
        Not("a pool whose name begins the same", Cluster("") with { Pool = "p2" }, Ask(""), "pool 'p2', 'p' asked"),
        Not("a persistent cluster in no pool", Cluster("") with { Pool = null }, Ask(""), "it is in no pool"),
        Not("a cluster of another job's own", Cluster("") with { Pool = null, Persistent = false }, Ask(""), "it ends with its own steps"),

        Configured("another release", """{"release_label":"emr-6.15.0"}""", """{"release_label":"emr-7.5.0"}""",
            "release_label: \"emr-6.15.0\", \"emr-7.5.0\" asked"),
        Configured("of two members that differ the first by name is told", """{"a":1,"b":1,"c":1}""", """{"a":1,"b":2,"c":2}""", "b: 1, 2 asked"),
        Configured("a member that only the job has", "{}", """{"bootstrap":["x"]}""", "bootstrap: none, [\"x\"] asked"),
        Configured("a member that only the cluster has", """{"bootstrap":["x"]}""", "{}", "bootstrap: [\"x\"], none asked"),
        Configured("a member that only the cluster has comes before a later one that differs", """{"a":1,"z":1}""", """{"z":2}""", "a: 1, none asked"),
        Configured("fewer applications", """{"applications":["hive"]}""", """{"applications":["hive","spark"]}""",
            "applications: [\"hive\"], [\"hive\",\"spark\"] asked"),
        Configured("bootstrap commands in another order", """{"bootstrap":["x","y"]}""", """{"bootstrap":["y","x"]}""",
            "bootstrap: [\"x\",\"y\"], [\"y\",\"x\"] asked"),
        Configured("an older canonical form", """{"format":2}""", """{"format":3}""", "format: 2, 3 asked"),
        Configured("a value inside another", """{"m":{"a":"1","b":"2"}}""", """{"m":{"a":"1","b":"3"}}""", """m: {"a":"1","b":"2"}, {"a":"1","b":"3"} asked"""),
        Configured("text is not a number", """{"a":"1"}""", """{"a":1}""", "a: \"1\", 1 asked"),
        Configured("a long value is cut", $$"""{"a":["{{new string('x', 500)}}"]}""", "{}", $"a: [\"{new string('x', 158)}…, none asked"),
        Configured("the same text", """{"a":1}""", """{"a":1}""", null),

        Fits("another installation's cluster with the same hash, its text unknown", Cluster("") with { PoolConfig = null }, Ask("")),
        Not("another installation's cluster with another hash", Cluster("") with { PoolConfig = null, PoolHash = "0a1b" }, Ask(""),
            $"pool hash 0a1b, {HashOfEmpty} asked"),
        Not("the same text with another hash", Cluster("") with { PoolHash = "0a1b" }, Ask(""), $"pool hash 0a1b, {HashOfEmpty} asked"),
        Not("a cluster without a hash", Cluster("") with { PoolConfig = null, PoolHash = null }, Ask(""), $"pool hash none, {HashOfEmpty} asked"),
        Not("a cluster of which nothing is known yet", Cluster("") with { Shape = null }, Ask(""), "EMR has not yet told what it consists of"),
    ];

    private static IEnumerable<PoolFitCase> Placing() =>
    [
        Fits("the same key pair", "key k", "key k"),
        Fits("a key pair that nobody asked for", "key k", ""),
        Not("another key pair", "key other", "key k", "key pair other, k asked"),
        Not("no key pair", "", "key k", "key pair none, k asked"),
        Not("a key pair that differs in case", "key K", "key k", "key pair K, k asked"),

        Fits("the same subnet", "subnet s-1", "subnet s-1"),
        Fits("a subnet that nobody asked for", "subnet s-1", ""),
        Fits("the first subnet of a list", "subnet s-1", "subnet s-1 s-2"),
        Fits("the last subnet of a list", "subnet s-2", "subnet s-1 s-2"),
        Not("another subnet", "subnet s-3", "subnet s-1", "subnet s-3, s-1 asked"),
        Not("a subnet that the list has not", "subnet s-3", "subnet s-1 s-2", "subnet s-3, s-1 or s-2 asked"),
        Not("no subnet", "", "subnet s-1", "subnet none, s-1 asked"),

        Fits("the same zone", "zone us-east-1a", "zone us-east-1a"),
        Fits("a zone that nobody asked for", "zone us-east-1a", ""),
        Not("another zone", "zone us-east-1b", "zone us-east-1a", "zone us-east-1b, us-east-1a asked"),
        Not("an unknown zone", "", "zone us-east-1a", "zone none, us-east-1a asked"),

        Fits("the same service role", "role emr", "role emr"),
        Fits("a service role that nobody asked for", "role emr", ""),
        Not("another service role", "role other", "role emr", "service role other, emr asked"),
        Not("no service role", "", "role emr", "service role none, emr asked"),

        Fits("the same root volume", "root 50", "root 50"),
        Fits("a bigger root volume", "root 51", "root 50"),
        Fits("a root volume that nobody asked for", "root 50", ""),
        Not("a smaller root volume", "root 49", "root 50", "root volume 49 GB, 50 GB asked"),
        Not("a root volume of EMR's default size", "", "root 50", "root volume of EMR's default size, 50 GB asked"),

        Fits("as many steps at once as the job allows", "steps 4", "steps 4"),
        Fits("fewer steps at once than the job allows", "steps 2", "steps 4"),
        Not("more steps at once than the job allows", "steps 5", "steps 4", "it runs 5 steps at once, at most 4 asked (max_concurrent_steps)"),
        Not("several steps at once for a job that wants to be alone", "steps 2", "", "it runs 2 steps at once, at most 1 asked (max_concurrent_steps)"),
    ];

    /// <summary>Of several criteria that fail the first is told.</summary>
    private static IEnumerable<PoolFitCase> Order() =>
    [
        Not("the pool before the configuration", Cluster("") with { Pool = "other", PoolConfig = null, PoolHash = "0a1b" }, Ask(""), "pool 'other', 'p' asked"),
        Not("the configuration before what it consists of", Cluster("") with { PoolConfig = null, PoolHash = "0a1b", Shape = null }, Ask(""),
            $"pool hash 0a1b, {HashOfEmpty} asked"),
        Not("the key pair before the subnet", "", "key k; subnet s-1", "key pair none, k asked"),
        Not("the subnet before the zone", "", "subnet s-1; zone z", "subnet none, s-1 asked"),
        Not("the zone before the service role", "", "zone z; role r", "zone none, z asked"),
        Not("the service role before the root volume", "", "role r; root 50", "service role none, r asked"),
        Not("the root volume before the steps", "steps 2", "root 50", "root volume of EMR's default size, 50 GB asked"),
        Not("the steps before the instances", "steps 2", "MASTER 1 m5.xlarge", "it runs 2 steps at once, at most 1 asked (max_concurrent_steps)"),
        Not("the master before the core", "", "CORE 1 m5.xlarge; MASTER 1 m5.xlarge", "master: no instance is running, 1 × m5.xlarge asked"),
        Not("the core before the tasks", "MASTER 1 m5.xlarge", "TASK 1 m5.xlarge; CORE 1 m5.xlarge; MASTER 1 m5.xlarge",
            "core: no instance is running, 1 × m5.xlarge asked"),
        Not("the size before the market", "CORE 1 m5.large spot", "CORE 1 m5.xlarge", "core: 1 × m5.large = 2 vCPUs, 4 asked"),
        Not("the market before the volumes", "CORE 1 m5.xlarge spot", "CORE 1 m5.xlarge gp3/100", "core: spot instances, on-demand asked"),
        Not("what an instance is before how many there are", "CORE 1 m5.xlarge spot", "CORE 2 m5.xlarge", "core: spot instances, on-demand asked"),
    ];

    private static PoolFitCase Fits(string name, string cluster, string ask) => new(name, Cluster(cluster), Ask(ask), null);

    private static PoolFitCase Fits(string name, ClusterRecord cluster, PoolAsk ask) => new(name, cluster, ask, null);

    private static PoolFitCase Not(string name, string cluster, string ask, string reason) => new(name, Cluster(cluster), Ask(ask), reason);

    private static PoolFitCase Not(string name, ClusterRecord cluster, PoolAsk ask, string reason) => new(name, cluster, ask, reason);

    private static PoolFitCase Configured(string name, string cluster, string ask, string? reason) => new(
        name, Cluster("") with { PoolConfig = cluster, PoolHash = PoolHash.Digest(cluster) }, Ask("") with { Identity = new("p", ask) }, reason);

    // Clusters and asks

    public static ClusterRecord Cluster(string shape) => Cluster(ShapeText.Read(shape));

    public static ClusterRecord Cluster(ClusterShape shape) => new()
    {
        ClusterId = "j-1", Name = "name", Created = Some.Time, Persistent = true, State = "WAITING",
        Pool = "p", PoolConfig = "{}", PoolHash = HashOfEmpty, Shape = shape,
    };

    /// <summary>The steps are what the job allows, not what it would run.</summary>
    public static PoolAsk Ask(string text) => new(new("p", "{}"), ShapeText.Read(text), ShapeText.Subnets(text), ShapeText.Read(text).StepConcurrency);
}
