using System.Text.Json;
using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Clusters;
using MrJob.Core.Configuration;

namespace MrJob.Core.Tests.Configuration;

public class AwsShapeTests
{
    [Fact]
    public void A_structure_is_read_with_all_that_is_in_it()
    {
        var fleet = Read<InstanceFleetConfig>("""
            [{"InstanceFleetType": "CORE", "TargetSpotCapacity": 4,
              "InstanceTypeConfigs": [{"InstanceType": "m5.large", "WeightedCapacity": 2, "BidPriceAsPercentageOfOnDemandPrice": 80.5,
                                       "EbsConfiguration": {"EbsOptimized": true, "EbsBlockDeviceConfigs": [{"VolumeSpecification": {"VolumeType": "gp3", "SizeInGB": 64}}]}}],
              "LaunchSpecifications": {"SpotSpecification": {"TimeoutDurationMinutes": 10, "TimeoutAction": "SWITCH_TO_ON_DEMAND"}}}]
            """, out var faults)!.Single();
        faults.ShouldBeEmpty();
        fleet.InstanceFleetType.Value.ShouldBe("CORE");
        fleet.InstanceTypeConfigs[0].BidPriceAsPercentageOfOnDemandPrice.ShouldBe(80.5);
        fleet.InstanceTypeConfigs[0].EbsConfiguration.EbsBlockDeviceConfigs[0].VolumeSpecification.SizeInGB.ShouldBe(64);
        fleet.LaunchSpecifications.SpotSpecification.TimeoutAction.Value.ShouldBe("SWITCH_TO_ON_DEMAND");
    }

    [Theory]
    [InlineData("{}", "$", "must be a list")]
    [InlineData("[1]", "$[0]", "must be an object, EMR's InstanceGroupConfig")]
    [InlineData("""[{"InstanceCout": 1}]""", "$[0].InstanceCout", "did you mean 'InstanceCount'?")]
    [InlineData("""[{"InstanceCount": "two"}]""", "$[0].InstanceCount", "must be a whole number")]
    [InlineData("""[{"InstanceCount": 1.5}]""", "$[0].InstanceCount", "must be a whole number")]
    [InlineData("""[{"InstanceCount": 99999999999}]""", "$[0].InstanceCount", "must be a whole number")]
    [InlineData("""[{"InstanceRole": null}]""", "$[0].InstanceRole", "is null")]
    [InlineData("""[{"EbsConfiguration": {"EbsOptimized": "yes"}}]""", "$[0].EbsConfiguration.EbsOptimized", "must be true or false")]
    [InlineData("""[{"Configurations": [{"Properties": {"a": [1]}}]}]""", "$[0].Configurations[0].Properties.a", "must be a string")]
    public void What_is_no_such_structure_is_named_with_its_place(string json, string path, string said)
    {
        _ = Read<InstanceGroupConfig>(json, out var faults);
        faults.ShouldHaveSingleItem().Path.ShouldBe(path);
        faults[0].Detail.ShouldContain(said);
    }

    [Theory]
    [InlineData("Name", "\"x\"", "is not to be set")]
    [InlineData("BootstrapActions", "[]", "use bootstrap and bootstrap_actions")]
    [InlineData("Steps", "[]", "a job has its steps in the body")]
    [InlineData("Instances", "{}", "one by one")]
    [InlineData("Instances.KeepJobFlowAliveWhenNoSteps", "true", "is not to be set")]
    [InlineData("Nothing", "1", "'Nothing' is not known")]
    [InlineData("Instances.Nothing", "1", "'Nothing' is not known")]
    [InlineData("ReleaseLabel.X", "1", "goes through ReleaseLabel, which has no members")]
    [InlineData("EbsRootVolumeSize", "\"x\"", "must be a whole number")]
    [InlineData("", "1", "is not known")]
    [InlineData("..", "1", "is not known")]
    public void What_extra_parameters_may_not_or_cannot_set_is_refused(string member, string value, string said)
    {
        var faults = new List<Fault>();
        ExtraParams.Check(new(faults), new Dictionary<string, JsonElement> { [member] = JsonDocument.Parse(value).RootElement }, "$");
        faults.ShouldHaveSingleItem().Detail.ShouldContain(said);
    }

    [Fact]
    public void Extra_parameters_make_the_structures_on_their_way_and_null_takes_away()
    {
        var request = new RunJobFlowRequest { JobFlowRole = "x", Instances = new() { Ec2KeyName = "key" } };
        ExtraParams.Apply(
            request, JsonSerializer.Deserialize<Dictionary<string, JsonElement>>("""
                {"Instances.AdditionalMasterSecurityGroups": ["sg-1"], "Instances.Placement.AvailabilityZone": "b", "KerberosAttributes": {"Realm": "R"},
                 "KerberosAttributes.KdcAdminPassword": "p", "JobFlowRole": null}
                """)!, new([]), "$");
        request.Instances.AdditionalMasterSecurityGroups.ShouldBe(["sg-1"]);
        (request.Instances.Ec2KeyName, request.Instances.Placement.AvailabilityZone, request.JobFlowRole).ShouldBe(("key", "b", null));
        (request.KerberosAttributes.Realm, request.KerberosAttributes.KdcAdminPassword).ShouldBe(("R", "p"));
    }

    private static List<T>? Read<T>(string json, out List<Fault> faults)
        where T : class, new()
    {
        faults = [];
        using var document = JsonDocument.Parse(json);
        return AwsShape.ReadList<T>(new(faults), document.RootElement, "$");
    }
}
