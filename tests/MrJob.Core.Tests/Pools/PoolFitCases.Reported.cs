using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Clusters;
using MrJob.Core.Configuration;
using MrJob.Core.Pools;

namespace MrJob.Core.Tests.Pools;

/// <summary>Clusters as EMR reports them, and jobs as EMR would be asked for them: null members, requested and running.</summary>
internal static partial class PoolFitCases
{
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
