using System.Text.Json.Nodes;
using MrJob.Local.Emr.Clusters;

namespace MrJob.Local.Tests.Emr;

public class InstancesTests
{
    private const string Fleets = """
        {"InstanceFleets": [
          {"InstanceFleetType": "MASTER", "TargetOnDemandCapacity": 1, "InstanceTypeConfigs": [{"InstanceType": "m5.xlarge"}]},
          {"Name": "workers", "InstanceFleetType": "CORE", "TargetOnDemandCapacity": 5, "TargetSpotCapacity": 8,
           "LaunchSpecifications": {"SpotSpecification": {"TimeoutDurationMinutes": 10, "TimeoutAction": "TERMINATE_CLUSTER"}},
           "InstanceTypeConfigs": [{"InstanceType": "m5.2xlarge", "WeightedCapacity": 4, "BidPriceAsPercentageOfOnDemandPrice": 80}, {"InstanceType": "m5.xlarge"}]}],
         "KeepJobFlowAliveWhenNoSteps": true}
        """;

    [Fact]
    public async Task Types_and_a_count_become_a_master_group_and_a_core_group()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await StartAsync(emr, """{"MasterInstanceType":"m5.xlarge","SlaveInstanceType":"r5.xlarge","InstanceCount":4,"KeepJobFlowAliveWhenNoSteps":true}""");
        var groups = (await emr.CallAsync("ListInstanceGroups", new { ClusterId = cluster }))["InstanceGroups"]!.AsArray();
        groups.Select(g => $"{g!["InstanceGroupType"]} {g["InstanceType"]} {g["RequestedInstanceCount"]} {g["RunningInstanceCount"]} {g["Market"]} {g["Status"]!["State"]}")
            .ShouldBe(["MASTER m5.xlarge 1 1 ON_DEMAND RUNNING", "CORE r5.xlarge 3 3 ON_DEMAND RUNNING"]);
        groups.ShouldAllBe(g => ((string)g!["Id"]!).StartsWith("ig-"));
    }

    [Fact]
    public async Task Volumes_are_listed_one_by_one()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await StartAsync(emr, """
            {"KeepJobFlowAliveWhenNoSteps":true,"InstanceGroups":[{"InstanceRole":"MASTER","InstanceType":"m5.xlarge","InstanceCount":1,
             "EbsConfiguration":{"EbsBlockDeviceConfigs":[{"VolumesPerInstance":2,"VolumeSpecification":{"VolumeType":"gp3","SizeInGB":32,"Iops":3000}}]}}]}
            """);
        (await emr.CallAsync("ListInstanceGroups", new { ClusterId = cluster }))["InstanceGroups"]![0]!["EbsBlockDevices"].ShouldBeJson("""
            [{"VolumeSpecification":{"VolumeType":"gp3","Iops":3000,"SizeInGB":32},"Device":"/dev/sdb"},
             {"VolumeSpecification":{"VolumeType":"gp3","Iops":3000,"SizeInGB":32},"Device":"/dev/sdc"}]
            """);
    }

    [Fact]
    public async Task Instances_are_the_same_at_every_look_and_can_be_filtered()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await StartAsync(emr, """{"MasterInstanceType":"m5.xlarge","InstanceCount":3,"KeepJobFlowAliveWhenNoSteps":true}""");
        var all = await ListAsync(emr, new { ClusterId = cluster });
        all.Count.ShouldBe(3);
        all.Select(i => (string)i!["Ec2InstanceId"]!).ShouldBeUnique();
        all.ShouldAllBe(i => System.Text.RegularExpressions.Regex.IsMatch((string)i!["Ec2InstanceId"]!, "^i-[0-9a-f]{17}$"));
        (await ListAsync(emr, new { ClusterId = cluster })).ShouldBeJson(all.ToJsonString());
        (await ListAsync(emr, new { ClusterId = cluster, InstanceGroupTypes = new[] { "CORE" } })).Count.ShouldBe(2);
        (await ListAsync(emr, new { ClusterId = cluster, InstanceStates = new[] { "TERMINATED" } })).ShouldBeEmpty();

        await emr.CallAsync("TerminateJobFlows", new { JobFlowIds = new[] { cluster } });
        await emr.Bus.WaitAsync(cluster, "TERMINATED");
        (await ListAsync(emr, new { ClusterId = cluster, InstanceStates = new[] { "TERMINATED" } })).Count.ShouldBe(3);
        var group = (await emr.CallAsync("ListInstanceGroups", new { ClusterId = cluster }))["InstanceGroups"]![0]!;
        ((int)group["RequestedInstanceCount"]!, (int)group["RunningInstanceCount"]!, (string)group["Status"]!["State"]!).ShouldBe((0, 0, "TERMINATED"));
    }

    [Fact]
    public async Task Fleets_provision_their_first_type_until_the_target_is_met()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await StartAsync(emr, Fleets);
        ((string)(await emr.DescribeClusterAsync(cluster))["InstanceCollectionType"]!).ShouldBe("INSTANCE_FLEET");
        var core = (await emr.CallAsync("ListInstanceFleets", new { ClusterId = cluster }))["InstanceFleets"]![1]!;
        core.AsObject().Where(m => m.Key.EndsWith("Capacity", StringComparison.Ordinal)).Select(m => (int)m.Value!).ShouldBe([5, 8, 8, 8]);
        core["LaunchSpecifications"].ShouldBeJson("""{"SpotSpecification":{"TimeoutDurationMinutes":10,"TimeoutAction":"TERMINATE_CLUSTER"}}""");
        core["InstanceTypeSpecifications"].ShouldBeJson("""
            [{"InstanceType":"m5.2xlarge","WeightedCapacity":4,"BidPriceAsPercentageOfOnDemandPrice":80,"Configurations":[],"EbsBlockDevices":[]},
             {"InstanceType":"m5.xlarge","WeightedCapacity":1,"Configurations":[],"EbsBlockDevices":[]}]
            """);
        var instances = await ListAsync(emr, new { ClusterId = cluster, InstanceFleetType = "CORE" });
        instances.Select(i => (string)i!["Market"]!).ShouldBe(["ON_DEMAND", "ON_DEMAND", "SPOT", "SPOT"]);
        instances.Select(i => (string)i!["Ec2InstanceId"]!).ShouldBeUnique();
    }

    [Theory]
    [InlineData("m5.xlarge", 8)]
    [InlineData("m5.large", 4)]
    [InlineData("c5.24xlarge", 192)]
    [InlineData("m5.metal", 192)]
    [InlineData("z9.unheardof", 4)]
    public void Hours_are_weighted_by_the_instances_size(string type, int hours)
    {
        var group = InstanceGroup.New(new() { InstanceRole = "MASTER", InstanceType = type, InstanceCount = 1 }, Samples.Noon);
        var cluster = Samples.Cluster(ClusterState.Waiting) with { Groups = [group], Ready = Samples.Noon };
        Instances.NormalizedHours(cluster, Samples.Noon.AddMinutes(1)).ShouldBe(hours);
        Instances.NormalizedHours(cluster with { Ready = null }, Samples.Noon.AddMinutes(1)).ShouldBe(0);
    }

    [Fact]
    public async Task Groups_and_fleets_exclude_each_other()
    {
        await using var emr = await EmrHost.StartAsync();
        var fleets = await StartAsync(emr, Fleets);
        (await emr.RefusedAsync("ListInstanceGroups", new { ClusterId = fleets })).Message.ShouldContain("Use the ListInstanceFleets request instead.");
        var groups = await emr.WaitingClusterAsync();
        (await emr.RefusedAsync("ListInstanceFleets", new { ClusterId = groups })).Message.ShouldContain("Use the ListInstanceGroups request instead.");
    }

    private static async Task<string> StartAsync(EmrHost emr, string instances)
    {
        var request = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Samples.RunJobFlow()))!;
        request["Instances"] = JsonNode.Parse(instances);
        var cluster = (string)(await emr.CallAsync("RunJobFlow", request.ToJsonString()))["JobFlowId"]!;
        await emr.Bus.WaitAsync(cluster, "WAITING");
        return cluster;
    }

    private static async Task<JsonArray> ListAsync(EmrHost emr, object input) => (await emr.CallAsync("ListInstances", input))["Instances"]!.AsArray();
}
