using System.Text.Json.Nodes;

namespace MrJob.Local.Tests.Emr;

public class ResizingTests
{
    private const string Groups = """
        {"KeepJobFlowAliveWhenNoSteps":true,"InstanceGroups":[{"InstanceRole":"MASTER","InstanceType":"m5.xlarge","InstanceCount":1},
         {"InstanceRole":"CORE","InstanceType":"m5.xlarge","InstanceCount":2}]}
        """;

    private const string Fleets = """
        {"KeepJobFlowAliveWhenNoSteps":true,"InstanceFleets":[
         {"InstanceFleetType":"MASTER","TargetOnDemandCapacity":1,"InstanceTypeConfigs":[{"InstanceType":"m5.xlarge"}]},
         {"InstanceFleetType":"CORE","TargetOnDemandCapacity":4,"InstanceTypeConfigs":[{"InstanceType":"m5.xlarge","WeightedCapacity":2}]}]}
        """;

    [Fact]
    public async Task A_resized_group_has_its_new_count_and_lists_what_went()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await StartAsync(emr, Groups);
        var core = (await GroupsAsync(emr, cluster))[1]!;
        await emr.CallAsync("ModifyInstanceGroups", new { InstanceGroups = new[] { new { InstanceGroupId = (string)core["Id"]!, InstanceCount = 1 } } });
        core = (await GroupsAsync(emr, cluster))[1]!;
        ((int)core["RequestedInstanceCount"]!, (int)core["RunningInstanceCount"]!).ShouldBe((1, 1), "the cluster need not be named");
        (await ListAsync(emr, cluster, "RUNNING")).Count.ShouldBe(2);
        (await ListAsync(emr, cluster, "TERMINATED")).ShouldHaveSingleItem()!["Status"]!["StateChangeReason"]!["Message"]!.ToString()
            .ShouldBe("Instance was removed by a resize request.");
    }

    [Fact]
    public async Task Hours_are_counted_for_each_instance_as_long_as_it_was_there()
    {
        var time = new ManualTime(Samples.Noon);
        await using var emr = await EmrHost.StartAsync(time: time);
        var cluster = await StartAsync(emr, Groups);
        await HoursAsync(8 * 3);
        time.Advance(TimeSpan.FromMinutes(90));
        await HoursAsync(8 * 2 * 3);
        await ResizeAsync(emr, cluster, 1);
        time.Advance(TimeSpan.FromHours(2));
        await HoursAsync((8 * 4 * 2) + (8 * 2));
        await ResizeAsync(emr, cluster, 2);
        await HoursAsync((8 * 4 * 2) + (8 * 2) + 8);

        async Task HoursAsync(int hours) => ((int)(await emr.DescribeClusterAsync(cluster))["NormalizedInstanceHours"]!).ShouldBe(hours);
    }

    [Fact]
    public async Task What_cannot_be_resized_is_refused_and_nothing_changes()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await StartAsync(emr, Groups);
        var ids = (await GroupsAsync(emr, cluster)).Select(g => (string)g!["Id"]!).ToArray();
        (await RefusedAsync((ids[1], 5), (ids[0], 3))).ShouldBe("A MASTER instance group cannot be resized.");
        (await RefusedAsync((ids[1], 5), ("ig-NO", 3))).ShouldBe("Instance group id 'ig-NO' is not valid.");
        (await RefusedAsync((ids[1], 0))).ShouldBe("Instance group CORE must not have an instance count of 0.");
        (await RefusedAsync((ids[1], 2001))).ShouldContain("at most 2000");
        (await GroupsAsync(emr, cluster))[1]!["RunningInstanceCount"]!.GetValue<int>().ShouldBe(2);
        await emr.CallAsync("TerminateJobFlows", new { JobFlowIds = new[] { cluster } });
        await emr.Bus.WaitAsync(cluster, "TERMINATED");
        (await RefusedAsync((ids[1], 1))).ShouldBe("An instance group may only be modified when the job flow is running or waiting");

        async Task<string> RefusedAsync(params (string Id, int Count)[] asked) => (await emr.RefusedAsync("ModifyInstanceGroups", new
        {
            ClusterId = cluster, InstanceGroups = asked.Select(a => new { InstanceGroupId = a.Id, InstanceCount = a.Count }),
        })).Message;
    }

    [Fact]
    public async Task Instances_to_terminate_are_named_by_their_EC2_ids()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await StartAsync(emr, Groups);
        var core = (string)(await GroupsAsync(emr, cluster))[1]!["Id"]!;
        var doomed = (string)(await ListAsync(emr, cluster, "RUNNING"))[1]!["Ec2InstanceId"]!;
        object Asked(string id) => new { ClusterId = cluster, InstanceGroups = new[] { new { InstanceGroupId = core, EC2InstanceIdsToTerminate = new[] { id } } } };
        await emr.CallAsync("ModifyInstanceGroups", Asked(doomed));
        ((string)(await ListAsync(emr, cluster, "TERMINATED"))[0]!["Ec2InstanceId"]!).ShouldBe(doomed);
        (await emr.RefusedAsync("ModifyInstanceGroups", Asked(doomed))).Message.ShouldBe($"Instance '{doomed}' is not a running instance of instance group '{core}'.");
    }

    [Fact]
    public async Task A_fleet_is_added_and_resized()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await StartAsync(emr, Fleets);
        object Task(string type) => new
        {
            ClusterId = cluster, InstanceFleet = new { InstanceFleetType = type, TargetSpotCapacity = 3, InstanceTypeConfigs = new[] { new { InstanceType = "m5.xlarge" } } },
        };
        (await emr.RefusedAsync("AddInstanceFleet", Task("CORE"))).ShouldBe(("InvalidRequestException", "Only a TASK instance fleet can be added to a cluster, not CORE."));
        var task = (string)(await emr.CallAsync("AddInstanceFleet", Task("TASK")))["InstanceFleetId"]!;
        (await emr.RefusedAsync("AddInstanceFleet", Task("TASK"))).Message.ShouldContain("can have only one");

        var fleets = (await emr.CallAsync("ListInstanceFleets", new { ClusterId = cluster }))["InstanceFleets"]!.AsArray();
        var core = (string)fleets[1]!["Id"]!;
        await emr.CallAsync("ModifyInstanceFleet", new { ClusterId = cluster, InstanceFleet = new { InstanceFleetId = core, TargetOnDemandCapacity = 7 } });
        fleets = (await emr.CallAsync("ListInstanceFleets", new { ClusterId = cluster }))["InstanceFleets"]!.AsArray();
        ((int)fleets[1]!["TargetOnDemandCapacity"]!, (int)fleets[1]!["ProvisionedOnDemandCapacity"]!).ShouldBe((7, 8));
        ((string)fleets[2]!["Id"]!, (int)fleets[2]!["ProvisionedSpotCapacity"]!).ShouldBe((task, 3));
        (await emr.RefusedAsync("ModifyInstanceFleet", new { ClusterId = cluster, InstanceFleet = new { InstanceFleetId = (string)fleets[0]!["Id"]!, TargetSpotCapacity = 1 } }))
            .Message.ShouldBe("The MASTER instance fleet cannot be resized.");
        (await emr.RefusedAsync("ModifyInstanceFleet", new { ClusterId = cluster, InstanceFleet = new { InstanceFleetId = "if-NO" } }))
            .Message.ShouldBe("Instance fleet id 'if-NO' is not valid.");
    }

    [Fact]
    public async Task Fleets_are_not_for_clusters_of_groups()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await StartAsync(emr, Groups);
        (await emr.RefusedAsync("ModifyInstanceFleet", new { ClusterId = cluster, InstanceFleet = new { InstanceFleetId = "if-1" } })).Message.ShouldContain("uses instance groups");
    }

    private static async Task<string> StartAsync(EmrHost emr, string instances)
    {
        var request = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Samples.RunJobFlow()))!;
        request["Instances"] = JsonNode.Parse(instances);
        var cluster = (string)(await emr.CallAsync("RunJobFlow", request.ToJsonString()))["JobFlowId"]!;
        await emr.Bus.WaitAsync(cluster, "WAITING");
        return cluster;
    }

    private static async Task ResizeAsync(EmrHost emr, string cluster, int count)
    {
        var core = (string)(await GroupsAsync(emr, cluster))[1]!["Id"]!;
        await emr.CallAsync("ModifyInstanceGroups", new { ClusterId = cluster, InstanceGroups = new[] { new { InstanceGroupId = core, InstanceCount = count } } });
    }

    private static async Task<JsonArray> GroupsAsync(EmrHost emr, string cluster) =>
        (await emr.CallAsync("ListInstanceGroups", new { ClusterId = cluster }))["InstanceGroups"]!.AsArray();

    private static async Task<JsonArray> ListAsync(EmrHost emr, string cluster, string state) =>
        (await emr.CallAsync("ListInstances", new { ClusterId = cluster, InstanceStates = new[] { state } }))["Instances"]!.AsArray();
}
