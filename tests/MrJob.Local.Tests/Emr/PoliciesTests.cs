using System.Text.Json.Nodes;
using MrJob.Local.Emr;
using MrJob.Local.Emr.Operations;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Tests.Emr;

public class PoliciesTests
{
    private const string Scaling = """{"Constraints":{"MinCapacity":1,"MaxCapacity":3},"Rules":[{"Name":"out"}]}""";

    [Theory]
    [InlineData("emr-5.29.0", 1, 4, null, "Managed scaling is supported from release emr-5.30.0 on, except emr-6.0.0.")]
    [InlineData("emr-6.0.0", 1, 4, null, "Managed scaling is supported from release emr-5.30.0 on, except emr-6.0.0.")]
    [InlineData("emr-7.1.0", 0, 4, null, "MinimumCapacityUnits 0 must be at least 1 and at most MaximumCapacityUnits 4.")]
    [InlineData("emr-7.1.0", 5, 4, null, "MinimumCapacityUnits 5 must be at least 1 and at most MaximumCapacityUnits 4.")]
    [InlineData("emr-7.1.0", 1, 4, 5, "MaximumCoreCapacityUnits 5 must be at least 0 and at most MaximumCapacityUnits 4.")]
    [InlineData("emr-5.30.0", 4, 4, 4, null)]
    public void Managed_scaling_has_limits_that_make_sense(string release, int min, int max, int? core, string? message)
    {
        var policy = new ManagedScalingPolicy
        {
            ComputeLimits = new() { UnitType = "Instances", MinimumCapacityUnits = min, MaximumCapacityUnits = max, MaximumCoreCapacityUnits = core },
        };
        if (message is null)
            Should.NotThrow(() => PolicyRules.Check(policy, release));
        else
            Should.Throw<EmrException>(() => PolicyRules.Check(policy, release)).Message.ShouldBe(message);
    }

    [Fact]
    public async Task An_auto_scaling_policy_is_kept_with_its_group_until_it_is_removed()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await ClusterAsync(emr);
        var core = await GroupAsync(emr, cluster, 1);
        var put = await emr.CallAsync("PutAutoScalingPolicy", Put(cluster, (string)core["Id"]!, Scaling));
        put["AutoScalingPolicy"].ShouldBeJson("""
            {"Status":{"State":"ATTACHED","StateChangeReason":{"Code":"USER_REQUEST"}},"Constraints":{"MinCapacity":1,"MaxCapacity":3},"Rules":[{"Name":"out"}]}
            """);
        (await GroupAsync(emr, cluster, 1))["AutoScalingPolicy"].ShouldBeJson(put["AutoScalingPolicy"]!.ToJsonString());
        await emr.CallAsync("RemoveAutoScalingPolicy", new { ClusterId = cluster, InstanceGroupId = (string)core["Id"]! });
        (await GroupAsync(emr, cluster, 1))["AutoScalingPolicy"].ShouldBeNull();
    }

    [Fact]
    public async Task An_auto_scaling_policy_that_cannot_be_is_refused()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await ClusterAsync(emr);
        var (master, core) = ((string)(await GroupAsync(emr, cluster, 0))["Id"]!, (string)(await GroupAsync(emr, cluster, 1))["Id"]!);
        (await emr.RefusedAsync("PutAutoScalingPolicy", Put(cluster, master, Scaling))).Message.ShouldBe("Auto-scaling policies are for CORE and TASK instance groups.");
        (await emr.RefusedAsync("PutAutoScalingPolicy", Put(cluster, "ig-NO", Scaling))).Message.ShouldBe("Instance group id 'ig-NO' is not valid.");
        (await emr.RefusedAsync("PutAutoScalingPolicy", Put(cluster, core, """{"Constraints":{"MinCapacity":4,"MaxCapacity":3},"Rules":[]}""")))
            .Message.ShouldBe("MinCapacity 4 must be at least 0 and at most MaxCapacity 3.");
        (await emr.RefusedAsync("PutAutoScalingPolicy", Put(cluster, core, """{"Rules":[]}"""))).Message
            .ShouldBe("1 validation error detected: Value null at 'autoScalingPolicy.constraints' failed to satisfy constraint: Member must not be null");
    }

    private static string Put(string cluster, string group, string policy) => new JsonObject
    {
        ["ClusterId"] = cluster, ["InstanceGroupId"] = group, ["AutoScalingPolicy"] = JsonNode.Parse(policy),
    }.ToJsonString();

    private static async Task<string> ClusterAsync(EmrHost emr)
    {
        var request = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Samples.RunJobFlow()))!;
        request["Instances"]!["InstanceCount"] = 2;
        return (string)(await emr.CallAsync("RunJobFlow", request.ToJsonString()))["JobFlowId"]!;
    }

    private static async Task<JsonNode> GroupAsync(EmrHost emr, string cluster, int index) =>
        (await emr.CallAsync("ListInstanceGroups", new { ClusterId = cluster }))["InstanceGroups"]![index]!;
}
