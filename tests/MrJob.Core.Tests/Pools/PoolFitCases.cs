using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Clusters;
using MrJob.Core.Configuration;
using MrJob.Core.Pools;

namespace MrJob.Core.Tests.Pools;

/// <param name="Reason">Why the job may not join; null when it may.</param>
internal sealed record PoolFitCase(string Name, ClusterRecord Cluster, PoolAsk Ask, string? Reason);

/// <summary>What may join what: a table of clusters and of what jobs ask. Shapes are written as <see cref="ShapeText"/> says.</summary>
internal static class PoolFitCases
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

    private static IEnumerable<PoolFitCase> Groups() =>
    [
        Fits("a single master", "MASTER 1 m5.xlarge", "MASTER 1 m5.xlarge"),
        Fits("the same groups", "MASTER 1 m5.xlarge; CORE 2 m5.xlarge; TASK 4 r5.xlarge", "MASTER 1 m5.xlarge; CORE 2 m5.xlarge; TASK 4 r5.xlarge"),
        Fits("the same groups in another order", "TASK 4 r5.xlarge; MASTER 1 m5.xlarge", "MASTER 1 m5.xlarge; TASK 4 r5.xlarge"),
        Fits("more instances", "CORE 3 m5.xlarge", "CORE 2 m5.xlarge"),
        Fits("bigger instances", "CORE 2 m5.2xlarge", "CORE 2 m5.xlarge"),
        Fits("more and bigger instances", "CORE 20 m5.4xlarge", "CORE 2 m5.xlarge"),
        Fits("more roles", "MASTER 1 m5.xlarge; CORE 2 m5.xlarge; TASK 2 m5.xlarge", "MASTER 1 m5.xlarge"),
        Fits("a group of which no instance is asked", "MASTER 1 m5.xlarge", "MASTER 1 m5.xlarge; CORE 0 m5.4xlarge"),
        Fits("a job that asks for no instances", "MASTER 1 m5.xlarge", ""),
        Not("fewer instances", "CORE 2 m5.xlarge", "CORE 3 m5.xlarge", "core: 2 × m5.xlarge running, 3 asked"),
        Not("fewer but bigger instances", "CORE 1 m5.4xlarge", "CORE 4 m5.xlarge", "core: 1 × m5.4xlarge running, 4 asked"),
        Not("more but smaller instances", "CORE 4 m5.large", "CORE 2 m5.xlarge", "core: m5.large has 2 vCPUs, 4 each asked (m5.xlarge)"),
        Not("as many but smaller instances", "CORE 2 m5.large", "CORE 2 m5.xlarge", "core: 2 × m5.large = 4 vCPUs, 8 asked"),
        Not("a smaller master", "MASTER 1 m5.large", "MASTER 1 m5.xlarge", "master: 1 × m5.large = 2 vCPUs, 4 asked"),
        Not("no core", "MASTER 1 m5.xlarge", "MASTER 1 m5.xlarge; CORE 2 m5.xlarge", "core: no instance is running, 2 × m5.xlarge asked"),
        Not("no tasks", "MASTER 1 m5.xlarge; CORE 9 m5.xlarge", "MASTER 1 m5.xlarge; TASK 2 m5.xlarge", "task: no instance is running, 2 × m5.xlarge asked"),
        Not("a group of which no instance runs", "CORE 0 m5.xlarge", "CORE 1 m5.xlarge", "core: no instance is running, 1 × m5.xlarge asked"),
        Not("core instances are no tasks", "CORE 4 m5.xlarge", "TASK 2 m5.xlarge", "task: no instance is running, 2 × m5.xlarge asked"),
        Not("nothing at all", "", "MASTER 1 m5.xlarge", "master: no instance is running, 1 × m5.xlarge asked"),
        Not("fleets for groups", "MASTER fleet 1+0: m5.xlarge*1", "MASTER 1 m5.xlarge", "master: no instance is running, 1 × m5.xlarge asked"),
        Not("a core short of one beside plenty of tasks", "MASTER 1 m5.xlarge; CORE 1 m5.xlarge; TASK 50 m5.xlarge", "MASTER 1 m5.xlarge; CORE 2 m5.xlarge",
            "core: 1 × m5.xlarge running, 2 asked"),
    ];

    /// <summary>Both vCPUs and memory count; nothing else of a type does.</summary>
    private static IEnumerable<PoolFitCase> Types() =>
    [
        Fits("another family of the same size", "CORE 1 m4.xlarge", "CORE 1 m5.xlarge"),
        Fits("another processor of the same size", "CORE 1 m6g.xlarge", "CORE 1 m5.xlarge"),
        Fits("more memory for the same vCPUs", "CORE 1 r5.xlarge", "CORE 1 m5.xlarge"),
        Fits("more vCPUs for the same memory", "CORE 1 c5.2xlarge", "CORE 1 m5.xlarge"),
        Not("less memory for the same vCPUs", "CORE 1 c5.xlarge", "CORE 1 m5.xlarge", "core: c5.xlarge has 8 GiB of memory, 16 GiB each asked (m5.xlarge)"),
        Not("less memory, which is no whole number", "CORE 1 c3.xlarge", "CORE 1 m5.xlarge",
            "core: c3.xlarge has 7.5 GiB of memory, 16 GiB each asked (m5.xlarge)"),
        Not("more vCPUs with less memory", "CORE 1 c5.2xlarge", "CORE 1 r5.xlarge", "core: c5.2xlarge has 16 GiB of memory, 32 GiB each asked (r5.xlarge)"),
        Not("more memory with fewer vCPUs", "CORE 9 r5.xlarge", "CORE 1 c5.2xlarge", "core: r5.xlarge has 4 vCPUs, 8 each asked (c5.2xlarge)"),
        Not("much memory in total but little each", "CORE 9 c5.xlarge", "CORE 1 m5.xlarge",
            "core: c5.xlarge has 8 GiB of memory, 16 GiB each asked (m5.xlarge)"),
        Fits("m7g is known", "CORE 1 m7g.2xlarge", "CORE 1 m5.xlarge"),
        Fits("m7g can be asked for", "CORE 1 m5.2xlarge", "CORE 1 m7g.xlarge"),
        Fits("r7i is known", "CORE 1 r7i.xlarge", "CORE 1 r5.xlarge"),
        Fits("c7gn is known", "CORE 1 c7gn.xlarge", "CORE 1 c5.xlarge"),
        Fits("m8g is known", "CORE 1 m8g.48xlarge", "CORE 1 m7i.48xlarge"),
        Fits("i7ie is known", "CORE 1 i7ie.xlarge", "CORE 1 r7i.xlarge"),
        Not("modern types are compared", "CORE 1 c7gn.xlarge", "CORE 1 m7g.xlarge", "core: c7gn.xlarge has 8 GiB of memory, 16 GiB each asked (m7g.xlarge)"),
        Fits("a type that the table does not know for itself", "CORE 2 z9.xlarge", "CORE 1 z9.xlarge"),
        Not("a type that the table does not know for another", "CORE 9 z9.48xlarge", "CORE 1 m5.xlarge",
            "core: z9.48xlarge is of unknown size, m5.xlarge asked"),
        Not("a type for one that the table does not know", "CORE 9 m7i.48xlarge", "CORE 1 z9.large",
            "core: m7i.48xlarge, z9.large asked, which is of unknown size"),
        Not("an unknown type for another unknown one", "CORE 1 z9.xlarge", "CORE 1 z9.large", "core: z9.xlarge is of unknown size, z9.large asked"),
        Not("too few of an unknown type", "CORE 1 z9.xlarge", "CORE 2 z9.xlarge", "core: 1 × z9.xlarge running, 2 asked"),
    ];

    /// <summary>Several groups of a role: each instance counts once.</summary>
    private static IEnumerable<PoolFitCase> Sharing() =>
    [
        Fits("two groups together are enough", "TASK 1 m5.xlarge; TASK 1 m5.2xlarge", "TASK 2 m5.xlarge"),
        Not("two groups together are too few", "TASK 1 m5.xlarge; TASK 1 m5.2xlarge", "TASK 3 m5.xlarge",
            "task: 1 × m5.xlarge and 1 × m5.2xlarge running, 3 asked"),
        Fits("one group for two", "TASK 4 m5.2xlarge", "TASK 2 m5.xlarge; TASK 2 m5.2xlarge"),
        Not("no instance counts twice", "TASK 3 m5.4xlarge", "TASK 2 m5.xlarge; TASK 2 m5.4xlarge",
            "task: 3 × m5.4xlarge running are too few for 2 × m5.xlarge and 2 × m5.4xlarge asked"),
        Not("a group that is no good does not count", "TASK 5 m5.xlarge spot@0.10; TASK 1 m5.xlarge", "TASK 2 m5.xlarge",
            "task: 1 × m5.xlarge running, 2 asked"),
        Not("a big group that is no good does not count", "TASK 1 m5.xlarge; TASK 9 c5.xlarge", "TASK 2 m5.xlarge", "task: 1 × m5.xlarge running, 2 asked"),
        Fits("the better group is left for who needs it", "TASK 1 m5.4xlarge; TASK 1 m5.xlarge", "TASK 1 m5.xlarge; TASK 1 m5.4xlarge"),
        Fits("the better group is left for who needs it, asked the other way round", "TASK 1 m5.4xlarge; TASK 1 m5.xlarge",
            "TASK 1 m5.4xlarge; TASK 1 m5.xlarge"),
        Fits("on-demand is left for who needs it", "TASK 1 m5.xlarge; TASK 1 m5.xlarge spot@0.10", "TASK 1 m5.xlarge spot@0.05; TASK 1 m5.xlarge"),
        Fits("the higher bid is left for who needs it", "TASK 1 m5.xlarge spot@0.20; TASK 1 m5.xlarge spot@0.10",
            "TASK 1 m5.xlarge spot@0.10; TASK 1 m5.xlarge spot@0.20"),
        Fits("volumes are left for who needs them", "TASK 1 m5.xlarge gp3/100; TASK 1 m5.xlarge", "TASK 1 m5.xlarge; TASK 1 m5.xlarge gp3/100"),
        Fits("each moves on so that the last gets one", "TASK 1 r5.xlarge; TASK 1 m5.xlarge; TASK 1 c5.xlarge",
            "TASK 1 c5.xlarge; TASK 1 m5.xlarge; TASK 1 r5.xlarge"),
        Fits("a group is split between two", "TASK 3 r5.xlarge; TASK 2 m5.xlarge", "TASK 3 m5.xlarge; TASK 2 r5.xlarge"),
        Fits("types of which neither is bigger", "TASK 1 r5.xlarge; TASK 1 c5.2xlarge", "TASK 1 m5.xlarge; TASK 1 r5.xlarge"),
        Fits("types of which neither is bigger, the other one needed", "TASK 1 c5.2xlarge; TASK 1 r5.xlarge", "TASK 1 m5.xlarge; TASK 1 c5.2xlarge"),
        Not("a split that leaves one short", "TASK 2 r5.xlarge; TASK 2 m5.xlarge", "TASK 2 r5.xlarge; TASK 3 m5.xlarge",
            "task: 2 × r5.xlarge and 2 × m5.xlarge running are too few for 2 × r5.xlarge and 3 × m5.xlarge asked"),
        // What runs is the same whichever group is asked for first, and so it is told in full.
        Not("a split that leaves one short, asked the other way round", "TASK 2 r5.xlarge; TASK 2 m5.xlarge", "TASK 3 m5.xlarge; TASK 2 r5.xlarge",
            "task: 2 × r5.xlarge and 2 × m5.xlarge running are too few for 3 × m5.xlarge and 2 × r5.xlarge asked"),
        Not("one of the groups has nothing like it", "TASK 9 m5.xlarge; TASK 9 m5.2xlarge", "TASK 1 m5.xlarge; TASK 1 m5.4xlarge",
            "task: m5.2xlarge has 8 vCPUs, 16 each asked (m5.4xlarge)"),
        Fits("many small groups", "TASK 1 m5.xlarge; TASK 1 m4.xlarge; TASK 1 m6g.xlarge; TASK 1 m7g.xlarge", "TASK 4 m5.xlarge"),
    ];

    private static IEnumerable<PoolFitCase> Spot() =>
    [
        Core("on-demand for spot", "", "spot@0.10", null),
        Core("on-demand for spot at the on-demand price", "", "spot", null),
        Core("spot for on-demand", "spot@9.99", "", "spot instances, on-demand asked"),
        Core("spot at the on-demand price for on-demand", "spot", "", "spot instances, on-demand asked"),
        Core("the same bid", "spot@0.10", "spot@0.10", null),
        Core("the same bid written another way", "spot@0.1", "spot@0.1000", null),
        Core("a higher bid", "spot@0.11", "spot@0.10", null),
        Core("a lower bid", "spot@0.09", "spot@0.10", "spot at 0.09, at 0.1 asked"),
        Core("a bid that is lower by very little", "spot@0.0999", "spot@0.10", "spot at 0.0999, at 0.1 asked"),
        Core("bids are numbers and not text", "spot@10", "spot@9", null),
        Core("bids are numbers and not text, the other way round", "spot@9", "spot@10", "spot at 9.0, at 10.0 asked"),
        Core("no bid price, which is the on-demand price, for a bid", "spot", "spot@0.10", null),
        Core("no bid price for a high bid", "spot", "spot@99", null),
        Core("no bid price for none", "spot", "spot", null),
        Core("a bid for no bid price", "spot@0.10", "spot", "spot at 0.1, at the on-demand price asked"),
        Core("a bid that is no number", "spot@cheap", "spot@0.10", "spot at 0.0, at 0.1 asked"),
        Core("a bid that is no number for another", "spot@cheap", "spot@low", null),
        Core("any bid for one that is no number", "spot@0.01", "spot@cheap", null),
        Core("a bid with a unit is no number", "spot@0.20USD", "spot@0.10", "spot at 0.0, at 0.1 asked"),
        Core("a bid with a decimal comma is no number", "spot@0,20", "spot@0.50", "spot at 0.0, at 0.5 asked"),
        Core("an infinite bid is no number", "spot@Infinity", "spot@0.10", "spot at 0.0, at 0.1 asked"),
        Core("a bid of nothing", "spot@0", "spot@0.10", "spot at 0.0, at 0.1 asked"),
        Fits("a bigger instance at the same bid", "TASK 2 m5.2xlarge spot@0.10", "TASK 2 m5.xlarge spot@0.10"),
        Fits("on-demand and spot together for spot", "TASK 1 m5.xlarge; TASK 1 m5.xlarge spot@0.10", "TASK 2 m5.xlarge spot@0.10"),
        Not("on-demand and spot together for on-demand", "TASK 1 m5.xlarge; TASK 1 m5.xlarge spot@0.10", "TASK 2 m5.xlarge",
            "task: 1 × m5.xlarge running, 2 asked"),
        Not("a spot master for an on-demand one", "MASTER 1 m5.xlarge spot", "MASTER 1 m5.xlarge", "master: spot instances, on-demand asked"),
    ];

    private static IEnumerable<PoolFitCase> Volumes() =>
    [
        Core("the same volume", "gp3/100", "gp3/100", null),
        Core("a bigger volume", "gp3/101", "gp3/100", null),
        Core("a volume that nobody asked for", "gp3/100", "", null),
        Core("more volumes", "gp3/100 gp3/100", "gp3/100", null),
        Core("a volume of another type beside the right one", "st1/500 gp3/100", "gp3/100", null),
        Core("a smaller volume", "gp3/99", "gp3/100", "EBS volumes gp3 99 GB, gp3 100 GB asked (gp3 100 GB is missing)"),
        Core("no volume", "", "gp3/100", "EBS volumes none, gp3 100 GB asked (gp3 100 GB is missing)"),
        Core("a volume of another type", "gp2/500", "gp3/100", "EBS volumes gp2 500 GB, gp3 100 GB asked (gp3 100 GB is missing)"),
        Core("one volume for two", "gp3/500", "gp3/100 gp3/50", "EBS volumes gp3 500 GB, gp3 100 GB, gp3 50 GB asked (gp3 50 GB is missing)"),
        Core("one of two equal volumes", "gp3/100", "gp3/100 gp3/100", "EBS volumes gp3 100 GB, gp3 100 GB, gp3 100 GB asked (gp3 100 GB is missing)"),
        Core("two volumes in another order", "gp3/50 gp3/100", "gp3/100 gp3/50", null),
        Core("the bigger volume is left for who needs it", "gp3/200 gp3/50", "gp3/50 gp3/100", null),
        Core("the faster volume is left for who needs it", "io1/100/2000 io1/100/1000", "io1/100/1000 io1/100/2000", null),
        Core("a volume that is bigger and one that is faster for one that is both", "gp3/200 gp3/100/6000", "gp3/200/6000",
            "EBS volumes gp3 200 GB, gp3 100 GB 6000 IOPS, gp3 200 GB 6000 IOPS asked (gp3 200 GB 6000 IOPS is missing)"),
        Core("more IOPS", "io1/100/2000", "io1/100/1000", null),
        Core("fewer IOPS", "io1/100/1000", "io1/100/2000", "EBS volumes io1 100 GB 1000 IOPS, io1 100 GB 2000 IOPS asked (io1 100 GB 2000 IOPS is missing)"),
        Core("io2 for io1", "io2/100/2000", "io1/100/2000", "EBS volumes io2 100 GB 2000 IOPS, io1 100 GB 2000 IOPS asked (io1 100 GB 2000 IOPS is missing)"),
        Core("gp3 has 3000 IOPS when nothing is said", "gp3/100", "gp3/100/3000", null),
        Core("gp3 has no more than 3000 IOPS when nothing is said", "gp3/100", "gp3/100/3001",
            "EBS volumes gp3 100 GB, gp3 100 GB 3001 IOPS asked (gp3 100 GB 3001 IOPS is missing)"),
        Core("gp3 with 3000 IOPS for one of which nothing is said", "gp3/100/3000", "gp3/100", null),
        Core("gp3 with more IOPS for one of which nothing is said", "gp3/100/16000", "gp3/100", null),
        Core("gp3 has 125 MiB/s when nothing is said", "gp3/100", "gp3/100//125", null),
        Core("gp3 has no more than 125 MiB/s when nothing is said", "gp3/100", "gp3/100//126",
            "EBS volumes gp3 100 GB, gp3 100 GB 126 MiB/s asked (gp3 100 GB 126 MiB/s is missing)"),
        Core("gp3 with 125 MiB/s for one of which nothing is said", "gp3/100//125", "gp3/100", null),
        Core("more IOPS but less throughput", "gp3/100/6000/200", "gp3/100/4000/250",
            "EBS volumes gp3 100 GB 6000 IOPS 200 MiB/s, gp3 100 GB 4000 IOPS 250 MiB/s asked (gp3 100 GB 4000 IOPS 250 MiB/s is missing)"),
        Core("EBS-optimized as asked", "optimized", "optimized", null),
        Core("EBS-optimized without being asked", "optimized", "", null),
        Core("not EBS-optimized", "", "optimized", "not EBS-optimized, EBS-optimized asked"),
        Core("the volumes are there but not EBS-optimized", "gp3/100", "gp3/100 optimized", "not EBS-optimized, EBS-optimized asked"),
        Not("of two groups only one has the volume", "CORE 1 m5.xlarge gp3/100; CORE 5 m5.xlarge", "CORE 2 m5.xlarge gp3/100",
            "core: 1 × m5.xlarge running, 2 asked"),
    ];

    private static IEnumerable<PoolFitCase> Fleets() =>
    [
        Fits("the same fleet", "CORE fleet 4+8: m5.xlarge*4, r5.xlarge*4", "CORE fleet 4+8: m5.xlarge*4, r5.xlarge*4"),
        Fits("a fleet whose types come in another order", "CORE fleet 4+8: r5.xlarge*8, m5.xlarge*4", "CORE fleet 4+8: m5.xlarge*4, r5.xlarge*8"),
        Fits("a fleet with fewer types", "CORE fleet 4+8: r5.xlarge*4", "CORE fleet 4+8: m5.xlarge*4, r5.xlarge*4"),
        Fits("more capacity of both kinds", "CORE fleet 5+9: m5.xlarge*1", "CORE fleet 4+8: m5.xlarge*1"),
        Fits("more fleets", "MASTER fleet 1+0: m5.xlarge*1; CORE fleet 4+0: m5.xlarge*4", "MASTER fleet 1+0: m5.xlarge*1"),
        Fits("a fleet of which nothing is asked", "MASTER fleet 1+0: m5.xlarge*1", "MASTER fleet 1+0: m5.xlarge*1; TASK fleet 0+0: m5.xlarge*1"),
        Not("a fleet with more types", "CORE fleet 4+0: m5.xlarge*4, r5.xlarge*4", "CORE fleet 4+0: m5.xlarge*4",
            "core: its fleet may have r5.xlarge, only m5.xlarge asked"),
        Not("a fleet with another type", "CORE fleet 4+0: m4.xlarge*4", "CORE fleet 4+0: m5.xlarge*4, r5.xlarge*4",
            "core: its fleet may have m4.xlarge, only m5.xlarge, r5.xlarge asked"),
        Not("a fleet with a bigger type", "CORE fleet 9+0: m5.4xlarge*1", "CORE fleet 1+0: m5.xlarge*1",
            "core: its fleet may have m5.4xlarge, only m5.xlarge asked"),
        Not("a higher weight", "CORE fleet 8+0: m5.xlarge*8", "CORE fleet 8+0: m5.xlarge*4", "core: m5.xlarge weighs 8, 4 asked"),
        Not("a lower weight", "CORE fleet 8+0: m5.xlarge*2", "CORE fleet 8+0: m5.xlarge*4", "core: m5.xlarge weighs 2, 4 asked"),
        Not("another weight of the second type", "CORE fleet 8+0: m5.xlarge*4, r5.xlarge*4", "CORE fleet 8+0: m5.xlarge*4, r5.xlarge*8",
            "core: r5.xlarge weighs 4, 8 asked"),
        Fits("a fleet's type that the table does not know", "CORE fleet 4+0: z9.xlarge*4", "CORE fleet 4+0: z9.xlarge*4"),
        Not("short of on-demand capacity", "CORE fleet 3+0: m5.xlarge*1", "CORE fleet 4+0: m5.xlarge*1",
            "core: 3 units of on-demand capacity are provisioned, 4 asked"),
        Not("spot capacity does not count as on-demand", "CORE fleet 0+99: m5.xlarge*1", "CORE fleet 4+0: m5.xlarge*1",
            "core: 0 units of on-demand capacity are provisioned, 4 asked"),
        Not("short of spot capacity", "CORE fleet 4+4: m5.xlarge*1", "CORE fleet 4+8: m5.xlarge*1", "core: 4 units of spot capacity are provisioned, 8 asked"),
        Not("without spot capacity", "TASK fleet 0+0: m5.xlarge*1", "TASK fleet 0+8: m5.xlarge*1", "task: 0 units of spot capacity are provisioned, 8 asked"),
        Not("short of one unit of spot capacity", "TASK fleet 0+7: m5.xlarge*1", "TASK fleet 0+8: m5.xlarge*1",
            "task: 7 units of spot capacity are provisioned, 8 asked"),
        Fits("on-demand capacity instead of spot", "TASK fleet 8+0: m5.xlarge*1", "TASK fleet 0+8: m5.xlarge*1"),
        Fits("on-demand capacity beyond the asked counts as spot", "TASK fleet 6+0: m5.xlarge*1", "TASK fleet 2+4: m5.xlarge*1"),
        Fits("on-demand capacity beyond the asked and spot together", "TASK fleet 4+2: m5.xlarge*1", "TASK fleet 2+4: m5.xlarge*1"),
        // Four of the six units count as spot; eight were asked for.
        Not("on-demand capacity beyond the asked is too little for spot", "TASK fleet 6+0: m5.xlarge*1", "TASK fleet 2+8: m5.xlarge*1",
            "task: 4 units of spot capacity are provisioned, 8 asked"),
        Fits("spot capacity that nobody asked for", "TASK fleet 4+99: m5.xlarge*1 @0.01", "TASK fleet 4+0: m5.xlarge*1 @0.10"),
        Not("no fleet of the role", "MASTER fleet 1+0: m5.xlarge*1", "MASTER fleet 1+0: m5.xlarge*1; CORE fleet 4+8: m5.xlarge*4",
            "core: no fleet, 4 on-demand and 8 spot units asked"),
        Not("groups for fleets", "MASTER 1 m5.xlarge", "MASTER fleet 1+0: m5.xlarge*1", "master: no fleet, 1 on-demand and 0 spot units asked"),
        Not("a fleet of another role", "CORE fleet 4+0: m5.xlarge*4", "TASK fleet 4+0: m5.xlarge*4", "task: no fleet, 4 on-demand and 0 spot units asked"),
        Not("the master's fleet before the core's", "MASTER fleet 0+0: m5.xlarge*1; CORE fleet 0+0: m5.xlarge*1",
            "CORE fleet 1+0: m5.xlarge*1; MASTER fleet 1+0: m5.xlarge*1",
            "master: 0 units of on-demand capacity are provisioned, 1 asked"),
        Fits("a fleet's volumes are bigger", "CORE fleet 4+0: m5.xlarge*4 gp3/200", "CORE fleet 4+0: m5.xlarge*4 gp3/100"),
        Not("a fleet's type without the volume", "CORE fleet 4+0: m5.xlarge*4 gp3/100, r5.xlarge*4", "CORE fleet 4+0: m5.xlarge*4 gp3/100, r5.xlarge*4 gp3/100",
            "core: r5.xlarge has EBS volumes none, gp3 100 GB asked (gp3 100 GB is missing)"),
        Fits("a type that the cluster's fleet has not needs no volume", "CORE fleet 4+0: m5.xlarge*4", "CORE fleet 4+0: m5.xlarge*4, r5.xlarge*4 gp3/100"),
        Fits("a fleet that is EBS-optimized", "CORE fleet 4+0: m5.xlarge*4 optimized", "CORE fleet 4+0: m5.xlarge*4 optimized"),
    ];

    private static IEnumerable<PoolFitCase> FleetBids() =>
    [
        FleetBid("a fleet's same bid", "@0.10", "@0.10", null),
        FleetBid("a fleet's higher bid", "@0.20", "@0.10", null),
        FleetBid("a fleet's bid of 0.01 for 0.10", "@0.01", "@0.10", "at 0.01, at 0.1 asked"),
        FleetBid("a fleet's bid that is no number", "@cheap", "@0.10", "at 0.0, at 0.1 asked"),
        FleetBid("fleets without bid prices", "", "", null),
        FleetBid("a fleet without a bid price for a price", "", "@99", null),
        FleetBid("a fleet without a bid price for a percentage", "", "@80%", null),
        FleetBid("a fleet without a bid price for more than 100 %", "", "@150%", null),
        FleetBid("a fleet's price for none", "@0.10", "", "at 0.1, at the on-demand price asked"),
        FleetBid("fleets capped at the same percentage", "@80%", "@80%", null),
        FleetBid("a fleet capped at a higher percentage", "@90%", "@80%", null),
        FleetBid("a fleet capped at a lower percentage", "@70%", "@80%", "at 70 % of the on-demand price, at 80 % of the on-demand price asked"),
        FleetBid("percentages with decimals", "@62.25%", "@62.5%", "at 62.25 % of the on-demand price, at 62.5 % of the on-demand price asked"),
        FleetBid("a percentage below 100 for the on-demand price", "@99%", "", "at 99 % of the on-demand price, at the on-demand price asked"),
        FleetBid("a percentage below 100 for 100 %", "@99%", "@100%", "at 99 % of the on-demand price, at 100 % of the on-demand price asked"),
        FleetBid("100 % for the on-demand price", "@100%", "", null),
        FleetBid("100 % for a percentage beyond, which is never paid", "@100%", "@150%", null),
        FleetBid("100 % for a price", "@100%", "@99", null),
        FleetBid("more than 100 % for a price", "@120%", "@99", null),
        FleetBid("a percentage below 100 for a price", "@99%", "@0.01", "at 99 % of the on-demand price, at 0.01 asked"),
        FleetBid("a price for a percentage below 100", "@99", "@1%", "at 99.0, at 1 % of the on-demand price asked"),
        Fits("each type has its own bid", "TASK fleet 0+4: m5.xlarge*1 @0.10, r5.xlarge*1 @0.20", "TASK fleet 0+4: m5.xlarge*1 @0.10, r5.xlarge*1 @0.20"),
        Not("the second type's bid is lower", "TASK fleet 0+4: m5.xlarge*1 @0.20, r5.xlarge*1 @0.10", "TASK fleet 0+4: m5.xlarge*1 @0.10, r5.xlarge*1 @0.20",
            "task: r5.xlarge is spot at 0.1, at 0.2 asked"),
        Fits("a type that the cluster's fleet has not needs no bid", "TASK fleet 0+4: m5.xlarge*1 @0.10",
            "TASK fleet 0+4: m5.xlarge*1 @0.10, r5.xlarge*1 @0.20"),
        Fits("bids do not matter where on-demand capacity is enough", "TASK fleet 4+4: m5.xlarge*1 @0.01", "TASK fleet 0+4: m5.xlarge*1 @0.10"),
        Not("bids matter where on-demand capacity is not enough", "TASK fleet 3+4: m5.xlarge*1 @0.01", "TASK fleet 0+4: m5.xlarge*1 @0.10",
            "task: m5.xlarge is spot at 0.01, at 0.1 asked"),
        Not("capacity before bids", "TASK fleet 0+3: m5.xlarge*1 @0.01", "TASK fleet 0+4: m5.xlarge*1 @0.10",
            "task: 3 units of spot capacity are provisioned, 4 asked"),
    ];

    /// <summary>As EMR reports groups: what runs, with null for whatever it leaves out.</summary>
    private static IEnumerable<PoolFitCase> ReportedGroups() =>
    [
        Not("instances that were requested but do not run", Reported(Group(running: 2, requested: 4)), Asked(GroupConfig(4)),
            "core: 2 × m5.xlarge running, 4 asked"),
        Fits("instances that run though fewer were requested", Reported(Group(running: 4, requested: 2)), Asked(GroupConfig(4))),
        Not("a group whose instances are all still to come", Reported(Group(running: 0, requested: 4)), Asked(GroupConfig(4)),
            "core: no instance is running, 4 × m5.xlarge asked"),
        Not("a group of which EMR does not tell how many run", Reported(Group(running: null, requested: 4)), Asked(GroupConfig(4)),
            "core: no instance is running, 4 × m5.xlarge asked"),
        Not("a group of which EMR does not tell the role", Reported(new InstanceGroup { InstanceType = "m5.xlarge", RunningInstanceCount = 4 }),
            Asked(GroupConfig(4)),
            "core: no instance is running, 4 × m5.xlarge asked"),
        Fits("a group of which EMR does not tell the market is on-demand",
            Reported(new InstanceGroup { InstanceGroupType = InstanceGroupType.CORE, InstanceType = "m5.xlarge", RunningInstanceCount = 4 }),
            Asked(GroupConfig(4))),
        Fits("a config that leaves out the market is on-demand", Reported(Group(4)),
            Asked(new InstanceGroupConfig { InstanceRole = InstanceRoleType.CORE, InstanceType = "m5.xlarge", InstanceCount = 4 })),
        Fits("a config that leaves out the count asks for nothing", Reported(Group(0)),
            Asked(new InstanceGroupConfig { InstanceRole = InstanceRoleType.CORE, InstanceType = "m5.xlarge" })),
        Fits("a reported spot group without a bid price for a bid", Reported(SpotGroup(null)), Asked(SpotConfig("0.10"))),
        Fits("a reported spot group with an empty bid price for a bid", Reported(SpotGroup("")), Asked(SpotConfig("0.10"))),
        Fits("a reported spot group without a bid price for none", Reported(SpotGroup(null)), Asked(SpotConfig(null))),
        Fits("a reported spot group with the same bid", Reported(SpotGroup("0.100")), Asked(SpotConfig("0.10"))),
        Not("a reported spot group with a lower bid", Reported(SpotGroup("0.05")), Asked(SpotConfig("0.10")), "core: spot at 0.05, at 0.1 asked"),
        Not("a reported spot group without a bid price for on-demand", Reported(SpotGroup(null)), Asked(GroupConfig(4)),
            "core: spot instances, on-demand asked"),
        Not("a reported bid price that is no number", Reported(SpotGroup("n/a")), Asked(SpotConfig("0.10")), "core: spot at 0.0, at 0.1 asked"),
        Fits("a bid price that an on-demand group has no use for", Reported(Group(4, bid: "0.01")), Asked(SpotConfig("0.10"))),
        Not("no reported volumes", Reported(Group(4)), Asked(GroupConfig(4, Ebs(1, Volume("gp3", 100)))),
            "core: EBS volumes none, gp3 100 GB asked (gp3 100 GB is missing)"),
        Fits("each reported device is a volume", Reported(Group(4, volumes: [Volume("gp3", 100), Volume("gp3", 100)])),
            Asked(GroupConfig(4, Ebs(2, Volume("gp3", 100))))),
        Not("one reported device for two volumes of each instance", Reported(Group(4, volumes: [Volume("gp3", 100)])),
            Asked(GroupConfig(4, Ebs(2, Volume("gp3", 100)))),
            "core: EBS volumes gp3 100 GB, gp3 100 GB, gp3 100 GB asked (gp3 100 GB is missing)"),
        Fits("a config that leaves out how many volumes asks for one", Reported(Group(4, volumes: [Volume("gp2", 32)])),
            Asked(GroupConfig(4, Ebs(null, Volume("gp2", 32))))),
        Fits("gp3 as EMR reports it for one of which nothing was said", Reported(Group(4, volumes: [Volume("gp3", 100, 3_000, 125)])),
            Asked(GroupConfig(4, Ebs(1, Volume("gp3", 100))))),
        Fits("a reported device without a specification", Reported(Group(4, volumes: [null, Volume("gp3", 100)])),
            Asked(GroupConfig(4, Ebs(1, Volume("gp3", 100))))),
        Not("a reported device without a specification is no volume", Reported(Group(4, volumes: [null])), Asked(GroupConfig(4, Ebs(1, Volume("gp3", 0)))),
            "core: EBS volumes  0 GB, gp3 0 GB asked (gp3 0 GB is missing)"),
        Fits("an EBS configuration that says nothing", Reported(Group(4)), Asked(GroupConfig(4, new EbsConfiguration()))),
        Not("EMR does not tell that it is EBS-optimized", Reported(Group(4)), Asked(GroupConfig(4, new EbsConfiguration { EbsOptimized = true })),
            "core: not EBS-optimized, EBS-optimized asked"),
        Fits("EMR tells that it is EBS-optimized", Reported(Group(4, optimized: true)), Asked(GroupConfig(4, new EbsConfiguration { EbsOptimized = true }))),
    ];

    private static IEnumerable<PoolFitCase> ReportedFleets() =>
    [
        Fits("a fleet as it was asked for", Reported(Fleet(4, 8, percent: 80)), Asked(FleetConfig(4, 8, percent: 80))),
        Not("on-demand capacity that is aimed at but not provisioned", Reported(Fleet(2, 8, target: 4)), Asked(FleetConfig(4, 8)),
            "core: 2 units of on-demand capacity are provisioned, 4 asked"),
        Not("spot capacity that is aimed at but not provisioned", Reported(Fleet(4, 2, target: 8)), Asked(FleetConfig(4, 8)),
            "core: 2 units of spot capacity are provisioned, 8 asked"),
        Fits("provisioned capacity beyond the target", Reported(Fleet(8, 0, target: 4)), Asked(FleetConfig(4, 4))),
        Not("a fleet of which EMR does not tell the capacity", Reported(Fleet(null, null, target: 4)), Asked(FleetConfig(4, 4)),
            "core: 0 units of on-demand capacity are provisioned, 4 asked"),
        Not("a fleet of which EMR does not tell the spot capacity", Reported(Fleet(4, null, target: 4)), Asked(FleetConfig(4, 4)),
            "core: 0 units of spot capacity are provisioned, 4 asked"),
        Fits("a fleet config that leaves out the spot capacity", Reported(Fleet(4, null)), Asked(FleetConfig(4, null))),
        Fits("a fleet config that leaves out the on-demand capacity", Reported(Fleet(null, 4)), Asked(FleetConfig(null, 4))),
        Not("a fleet of which EMR tells neither types nor capacity", Reported(new InstanceFleet { InstanceFleetType = InstanceFleetType.CORE }),
            Asked(FleetConfig(4, 0)),
            "core: 0 units of on-demand capacity are provisioned, 4 asked"),
        Not("a fleet of which EMR does not tell the role", Reported(new InstanceFleet { ProvisionedOnDemandCapacity = 4 }), Asked(FleetConfig(4, 0)),
            "core: no fleet, 4 on-demand and 0 spot units asked"),
        Fits("no weight is a weight of one", Reported(Fleet(4, 0, weight: null)), Asked(FleetConfig(4, 0, weight: 1))),
        Fits("a weight of one is none", Reported(Fleet(4, 0, weight: 1)), Asked(FleetConfig(4, 0, weight: null))),
        Not("no weight is no weight of two", Reported(Fleet(4, 0, weight: null)), Asked(FleetConfig(4, 0, weight: 2)), "core: m5.xlarge weighs 1, 2 asked"),
        Fits("a reported fleet without bids for a price", Reported(Fleet(0, 4)), Asked(FleetConfig(0, 4, price: "0.10"))),
        Fits("a reported fleet with an empty bid price for a price", Reported(Fleet(0, 4, price: "")), Asked(FleetConfig(0, 4, price: "0.10"))),
        Not("a reported fleet's lower price", Reported(Fleet(0, 4, price: "0.01")), Asked(FleetConfig(0, 4, price: "0.10")),
            "core: m5.xlarge is spot at 0.01, at 0.1 asked"),
        Not("a reported fleet's lower percentage", Reported(Fleet(0, 4, percent: 60)), Asked(FleetConfig(0, 4, percent: 80)),
            "core: m5.xlarge is spot at 60 % of the on-demand price, at 80 % of the on-demand price asked"),
        Not("a reported percentage for a price", Reported(Fleet(0, 4, percent: 80)), Asked(FleetConfig(0, 4, price: "0.10")),
            "core: m5.xlarge is spot at 80 % of the on-demand price, at 0.1 asked"),
        Fits("a fleet's reported devices", Reported(Fleet(4, 0, volumes: [Volume("gp3", 100), Volume("gp3", 100)])),
            Asked(FleetConfig(4, 0, ebs: Ebs(2, Volume("gp3", 100))))),
        Not("a fleet without reported devices", Reported(Fleet(4, 0)), Asked(FleetConfig(4, 0, ebs: Ebs(1, Volume("gp3", 100)))),
            "core: m5.xlarge has EBS volumes none, gp3 100 GB asked (gp3 100 GB is missing)"),
    ];

    /// <summary>What holds for a whole cluster, and jobs' asks as they are made of their options.</summary>
    private static IEnumerable<PoolFitCase> ReportedClusters() =>
    [
        Fits("a cluster of which EMR tells nothing, for a job that asks nothing", Reported(new Cluster()), Asked(new RunJobFlowRequest { Instances = new() })),
        Not("a cluster whose EC2 attributes EMR does not tell", Reported(new Cluster()),
            Asked(new RunJobFlowRequest { Instances = new() { Ec2KeyName = "k" } }),
            "key pair none, k asked"),
        Fits("the attributes that EMR tells", Reported(InPlace), Asked(
            new RunJobFlowRequest { Instances = new() { Ec2KeyName = "k", Placement = new() { AvailabilityZone = "z" } }, EbsRootVolumeSize = 50 },
            new() { Subnet = ["s-0", "s-1"], IamServiceRole = "r", MaxConcurrentSteps = 4 })),
        Not("another zone than EMR tells", Reported(InPlace),
            Asked(new RunJobFlowRequest { Instances = new() { Placement = new() { AvailabilityZone = "y" } } },
                new() { MaxConcurrentSteps = 4 }), "zone z, y asked"),
        Not("a service role that the job's options ask for", Reported(InPlace),
            Asked(new RunJobFlowRequest { Instances = new() }, new() { IamServiceRole = "other" }),
            "service role r, other asked"),
        // The service's own role is in the request, and no job asked for it.
        Fits("a service role that only the service's settings name", Reported(new Cluster { ServiceRole = "theirs" }),
            Asked(new RunJobFlowRequest { Instances = new(), ServiceRole = "ours" })),
        Not("a subnet that the job's list has not", Reported(InPlace), Asked(new RunJobFlowRequest { Instances = new() }, new() { Subnet = ["s-2", "s-3"] }),
            "subnet s-1, s-2 or s-3 asked"),
        Not("a root volume that EMR reports as 0", Reported(new Cluster { EbsRootVolumeSize = 0 }),
            Asked(new RunJobFlowRequest { Instances = new(), EbsRootVolumeSize = 15 }),
            "root volume of EMR's default size, 15 GB asked"),
        Fits("a cluster whose step concurrency EMR does not tell runs one step at once", Reported(new Cluster { StepConcurrencyLevel = null }),
            Asked(new RunJobFlowRequest { Instances = new() })),
        Not("a cluster whose step concurrency was raised", Reported(new Cluster { StepConcurrencyLevel = 4 }),
            Asked(new RunJobFlowRequest { Instances = new(), StepConcurrencyLevel = 2 }, new() { MaxConcurrentSteps = 2 }),
            "it runs 4 steps at once, at most 2 asked (max_concurrent_steps)"),
    ];

    // Rows

    private static PoolFitCase Fits(string name, string cluster, string ask) => new(name, Cluster(cluster), Ask(ask), null);

    private static PoolFitCase Fits(string name, ClusterRecord cluster, PoolAsk ask) => new(name, cluster, ask, null);

    private static PoolFitCase Not(string name, string cluster, string ask, string reason) => new(name, Cluster(cluster), Ask(ask), reason);

    private static PoolFitCase Not(string name, ClusterRecord cluster, PoolAsk ask, string reason) => new(name, cluster, ask, reason);

    private static PoolFitCase Configured(string name, string cluster, string ask, string? reason) => new(
        name, Cluster("") with { PoolConfig = cluster, PoolHash = PoolHash.Digest(cluster) }, Ask("") with { Identity = new("p", ask) }, reason);

    private static PoolFitCase Core(string name, string cluster, string ask, string? reason) =>
        new(name, Cluster($"CORE 2 m5.xlarge {cluster}"), Ask($"CORE 2 m5.xlarge {ask}"), reason is null ? null : $"core: {reason}");

    private static PoolFitCase FleetBid(string name, string cluster, string ask, string? reason) => new(
        name, Cluster($"TASK fleet 0+4: m5.xlarge*1 {cluster}"), Ask($"TASK fleet 0+4: m5.xlarge*1 {ask}"),
        reason is null ? null : $"task: m5.xlarge is spot {reason}");

    // Clusters and asks

    public static ClusterRecord Cluster(string shape) => Cluster(ShapeText.Read(shape));

    public static ClusterRecord Cluster(ClusterShape shape) => new()
    {
        ClusterId = "j-1", Name = "name", Created = Some.Time, Persistent = true, State = "WAITING",
        Pool = "p", PoolConfig = "{}", PoolHash = HashOfEmpty, Shape = shape,
    };

    /// <summary>The steps are what the job allows, not what it would run.</summary>
    public static PoolAsk Ask(string text) => new(new("p", "{}"), ShapeText.Read(text), ShapeText.Subnets(text), ShapeText.Read(text).StepConcurrency);

    private static ClusterRecord Reported(Cluster cluster) => Cluster(ClusterShapes.Reported(cluster, [], []));

    private static ClusterRecord Reported(params InstanceGroup[] groups) => Cluster(ClusterShapes.Reported(new Cluster(), groups, []));

    private static ClusterRecord Reported(params InstanceFleet[] fleets) => Cluster(ClusterShapes.Reported(new Cluster(), [], fleets));

    private static PoolAsk Asked(RunJobFlowRequest request, JobOptions? options = null) => PoolAsk.Of(new("p", "{}"), request, options ?? new());

    private static PoolAsk Asked(params InstanceGroupConfig[] groups) => Asked(new RunJobFlowRequest { Instances = new() { InstanceGroups = [.. groups] } });

    private static PoolAsk Asked(params InstanceFleetConfig[] fleets) => Asked(new RunJobFlowRequest { Instances = new() { InstanceFleets = [.. fleets] } });

    // The SDK's model classes

    private static Cluster InPlace => new()
    {
        Ec2InstanceAttributes = new() { Ec2KeyName = "k", Ec2SubnetId = "s-1", Ec2AvailabilityZone = "z" }, ServiceRole = "r", EbsRootVolumeSize = 50,
    };

    private static InstanceGroup Group(
        int? running, int? requested = null, string? bid = null, VolumeSpecification?[]? volumes = null, bool? optimized = null) => new()
    {
        InstanceGroupType = InstanceGroupType.CORE, Market = MarketType.ON_DEMAND, InstanceType = "m5.xlarge", RunningInstanceCount = running,
        RequestedInstanceCount = requested, BidPrice = bid, EbsBlockDevices = Devices(volumes), EbsOptimized = optimized,
    };

    private static InstanceGroup SpotGroup(string? bid) =>
        new() { InstanceGroupType = InstanceGroupType.CORE, Market = MarketType.SPOT, InstanceType = "m5.xlarge", RunningInstanceCount = 4, BidPrice = bid };

    private static InstanceGroupConfig GroupConfig(int count, EbsConfiguration? ebs = null) => new()
    {
        InstanceRole = InstanceRoleType.CORE, Market = MarketType.ON_DEMAND, InstanceType = "m5.xlarge", InstanceCount = count, EbsConfiguration = ebs,
    };

    private static InstanceGroupConfig SpotConfig(string? bid) =>
        new() { InstanceRole = InstanceRoleType.CORE, Market = MarketType.SPOT, InstanceType = "m5.xlarge", InstanceCount = 4, BidPrice = bid };

    private static InstanceFleet Fleet(
        int? onDemand, int? spot, double? percent = null, string? price = null, int? weight = 4, int? target = null,
        VolumeSpecification?[]? volumes = null) => new()
    {
        InstanceFleetType = InstanceFleetType.CORE, ProvisionedOnDemandCapacity = onDemand, ProvisionedSpotCapacity = spot,
        TargetOnDemandCapacity = target, TargetSpotCapacity = target,
        InstanceTypeSpecifications =
        [
            new() { InstanceType = "m5.xlarge", WeightedCapacity = weight, BidPrice = price, BidPriceAsPercentageOfOnDemandPrice = percent,
                EbsBlockDevices = Devices(volumes) },
        ],
    };

    private static InstanceFleetConfig FleetConfig(
        int? onDemand, int? spot, double? percent = null, string? price = null, int? weight = 4, EbsConfiguration? ebs = null) => new()
    {
        InstanceFleetType = InstanceFleetType.CORE, TargetOnDemandCapacity = onDemand, TargetSpotCapacity = spot,
        InstanceTypeConfigs =
        [
            new() { InstanceType = "m5.xlarge", WeightedCapacity = weight, BidPrice = price, BidPriceAsPercentageOfOnDemandPrice = percent,
                EbsConfiguration = ebs },
        ],
    };

    private static List<EbsBlockDevice>? Devices(VolumeSpecification?[]? volumes) =>
        volumes?.Select(v => new EbsBlockDevice { VolumeSpecification = v }).ToList();

    private static EbsConfiguration Ebs(int? perInstance, VolumeSpecification volume) =>
        new() { EbsBlockDeviceConfigs = [new() { VolumeSpecification = volume, VolumesPerInstance = perInstance }] };

    private static VolumeSpecification Volume(string type, int size, int? iops = null, int? throughput = null) =>
        new() { VolumeType = type, SizeInGB = size, Iops = iops, Throughput = throughput };
}
