using System.Text.Json.Nodes;

namespace MrJob.Local.Tests.Emr;

public class RunJobFlowTests
{
    private const string Full = """
        {
          "Name": "word count", "LogUri": "s3://logs/emr/", "ReleaseLabel": "emr-6.15.0", "ServiceRole": "svc", "JobFlowRole": "profile",
          "Instances": {
            "InstanceGroups": [
              {"Name": "m", "InstanceRole": "MASTER", "InstanceType": "m5.xlarge", "InstanceCount": 1, "Market": "ON_DEMAND",
               "EbsConfiguration": {"EbsOptimized": true, "EbsBlockDeviceConfigs": [{"VolumesPerInstance": 2, "VolumeSpecification": {"VolumeType": "gp3", "SizeInGB": 32}}]}},
              {"InstanceRole": "CORE", "InstanceType": "r5.2xlarge", "InstanceCount": 3, "Market": "SPOT", "BidPrice": "0.25"}],
            "Ec2KeyName": "key", "Ec2SubnetId": "subnet-1", "KeepJobFlowAliveWhenNoSteps": true, "TerminationProtected": true,
            "EmrManagedMasterSecurityGroup": "sg-1", "AdditionalMasterSecurityGroups": ["sg-2"], "Placement": {"AvailabilityZone": "us-east-1c"}},
          "Applications": [{"Name": "Hadoop"}, {"Name": "Spark", "AdditionalInfo": {"a": "b"}}],
          "Configurations": [{"Classification": "yarn-site", "Properties": {"k": "v"}, "Configurations": [{"Classification": "export", "Properties": {}}]}],
          "BootstrapActions": [{"Name": "install", "ScriptBootstrapAction": {"Path": "s3://code/boot.sh", "Args": ["a", "b"]}}],
          "Tags": [{"Key": "team", "Value": "data"}, {"Key": "empty"}, {"Key": "team", "Value": "core"}],
          "CustomAmiId": "ami-1", "SecurityConfiguration": "sec", "AutoScalingRole": "scale", "EbsRootVolumeSize": 40,
          "StepConcurrencyLevel": 5, "VisibleToAllUsers": true, "ScaleDownBehavior": "TERMINATE_AT_INSTANCE_HOUR", "RepoUpgradeOnBoot": "NONE",
          "AutoTerminationPolicy": {"IdleTimeout": 600}, "KerberosAttributes": {"Realm": "R", "KdcAdminPassword": "p"}, "AdditionalInfo": "{}", "SomethingNew": 1
        }
        """;

    [Fact]
    public async Task What_was_asked_for_is_described_as_it_was_asked()
    {
        await using var emr = await EmrHost.StartAsync();
        var answer = await emr.CallAsync("RunJobFlow", Full);
        var id = (string)answer["JobFlowId"]!;
        id.ShouldMatch("^j-[A-Z0-9]{13}$");
        ((string)answer["ClusterArn"]!).ShouldBe($"arn:aws:elasticmapreduce:us-east-1:123456789012:cluster/{id}");

        await emr.Bus.WaitAsync(id, "WAITING");
        var cluster = await emr.DescribeClusterAsync(id);
        cluster["Status"].ShouldBeJson($$"""
            {"State":"WAITING","StateChangeReason":{"Message":"Cluster ready to run steps."},
             "Timeline":{"CreationDateTime":{{cluster["Status"]!["Timeline"]!["CreationDateTime"]}},"ReadyDateTime":{{cluster["Status"]!["Timeline"]!["ReadyDateTime"]}} } }
            """);
        cluster["Ec2InstanceAttributes"].ShouldBeJson("""
            {"Ec2KeyName":"key","Ec2SubnetId":"subnet-1","RequestedEc2SubnetIds":["subnet-1"],"Ec2AvailabilityZone":"us-east-1c",
             "RequestedEc2AvailabilityZones":["us-east-1c"],"IamInstanceProfile":"profile","EmrManagedMasterSecurityGroup":"sg-1",
             "AdditionalMasterSecurityGroups":["sg-2"],"AdditionalSlaveSecurityGroups":[]}
            """);
        cluster["Applications"].ShouldBeJson("""[{"Name":"Hadoop"},{"Name":"Spark","AdditionalInfo":{"a":"b"}}]""");
        cluster["Configurations"].ShouldBeJson(
            """[{"Classification":"yarn-site","Configurations":[{"Classification":"export","Properties":{}}],"Properties":{"k":"v"}}]""");
        cluster["Tags"].ShouldBeJson("""[{"Key":"team","Value":"core"},{"Key":"empty","Value":""}]""");
        cluster["KerberosAttributes"].ShouldBeJson("""{"Realm":"R","KdcAdminPassword":"p"}""");
        string.Join(' ', "Name LogUri ReleaseLabel ServiceRole CustomAmiId SecurityConfiguration AutoScalingRole ScaleDownBehavior RepoUpgradeOnBoot InstanceCollectionType"
            .Split(' ').Select(member => (string)cluster[member]!))
            .ShouldBe("word count s3://logs/emr/ emr-6.15.0 svc ami-1 sec scale TERMINATE_AT_INSTANCE_HOUR NONE INSTANCE_GROUP");
        ((bool)cluster["AutoTerminate"]!, (bool)cluster["TerminationProtected"]!, (bool)cluster["VisibleToAllUsers"]!).ShouldBe((false, true, true));
        ((int)cluster["StepConcurrencyLevel"]!, (int)cluster["EbsRootVolumeSize"]!, (int)cluster["NormalizedInstanceHours"]!).ShouldBe((5, 40, 8 + (3 * 16)));
        ((string)cluster["MasterPublicDnsName"]!).ShouldMatch(@"^ec2-\d+-\d+-\d+-\d+\.compute-1\.amazonaws\.com$");

        (await emr.CallAsync("ListBootstrapActions", new { ClusterId = id })).ShouldBeJson(
            """{"BootstrapActions":[{"Name":"install","ScriptPath":"s3://code/boot.sh","Args":["a","b"]}]}""");
        (await emr.CallAsync("GetAutoTerminationPolicy", new { ClusterId = id })).ShouldBeJson("""{"AutoTerminationPolicy":{"IdleTimeout":600}}""");
    }

    [Fact]
    public async Task Times_are_seconds_with_milliseconds()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero));
        await using var emr = await EmrHost.StartAsync(time: time);
        var cluster = await emr.DescribeClusterAsync(await emr.RunJobFlowAsync());
        cluster["Status"]!["Timeline"]!["CreationDateTime"]!.ToJsonString().ShouldBe("1772366400.123");
    }

    [Theory]
    [InlineData("Name", "\"a<b\"", "Invalid job flow name 'a<b': the characters < > $ | ` are not allowed.")]
    [InlineData("Name", "\"`\"", "Invalid job flow name '`': the characters < > $ | ` are not allowed.")]
    [InlineData("Name", "\"\"", "The job flow name must not be empty.")]
    [InlineData("ServiceRole", "null", "ServiceRole is required for creating cluster.")]
    [InlineData("JobFlowRole", "null", "InstanceProfile is required for creating cluster.")]
    [InlineData("ReleaseLabel", "\"emr-latest\"", "The supplied release label is invalid: emr-latest.")]
    [InlineData("AmiVersion", "\"3.11.0\"", "Only one AMI version and release label may be specified. Provided AMI: 3.11.0, release label: emr-7.1.0.")]
    [InlineData("StepConcurrencyLevel", "257", "StepConcurrencyLevel must be between 1 and 256, and is 257.")]
    [InlineData("StepConcurrencyLevel", "0", "StepConcurrencyLevel must be between 1 and 256, and is 0.")]
    [InlineData("AutoTerminationPolicy", """{"IdleTimeout":59}""", "IdleTimeout must be between 60 and 604800 seconds, and is 59.")]
    [InlineData("Instances", "{}", "Must specify at least a master instance group or a master instance type.")]
    [InlineData("Instances", """{"MasterInstanceType":"m5.xlarge","InstanceCount":0}""", "Instance count must be at least 1.")]
    [InlineData("Instances", """{"InstanceGroups":[{"InstanceRole":"CORE","InstanceType":"m5.xlarge","InstanceCount":1}]}""", "Exactly one MASTER instance group must be specified.")]
    [InlineData("Instances", """{"InstanceGroups":[{"InstanceRole":"MASTER","InstanceType":"m5.xlarge","InstanceCount":2}]}""", "Master instance group must have exactly 3 instances for HA clusters.")]
    [InlineData("Instances", """{"MasterInstanceType":"m5.xlarge","InstanceCount":2147483647}""", "An instance group or fleet can have at most 2000 instances, and 2147483646 are asked for.")]
    [InlineData("Tags", """[{"Key":"aws:mine","Value":""}]""", "Tag key 'aws:mine' is not valid: keys must not be empty or start with 'aws:'.")]
    public async Task A_request_that_EMR_would_refuse_is_refused(string member, string value, string message)
    {
        await using var emr = await EmrHost.StartAsync();
        var request = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Samples.RunJobFlow()))!.AsObject();
        request[member] = JsonNode.Parse(value);
        (await emr.RefusedAsync("RunJobFlow", request.ToJsonString())).ShouldBe(("ValidationException", message));
        (await emr.CallAsync("ListClusters", new { }))["Clusters"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_has_at_most_256_characters()
    {
        await using var emr = await EmrHost.StartAsync();
        (await emr.RefusedAsync("RunJobFlow", Samples.RunJobFlow(name: new string('n', 257)))).Message
            .ShouldEndWith("at 'name' failed to satisfy constraint: Member must have length less than or equal to 256");
        await emr.RunJobFlowAsync(name: new string('n', 256));
    }

    [Fact]
    public async Task Several_steps_at_once_need_release_5_28()
    {
        await using var emr = await EmrHost.StartAsync();
        var request = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Samples.RunJobFlow(concurrency: 2)))!;
        request["ReleaseLabel"] = "emr-5.27.0";
        (await emr.RefusedAsync("RunJobFlow", request.ToJsonString())).Message.ShouldContain("emr-5.28.0");
        request["ReleaseLabel"] = "emr-5.28.0";
        await emr.CallAsync("RunJobFlow", request.ToJsonString());
    }

    [Fact]
    public async Task Three_masters_make_a_cluster_that_is_protected_and_kept_alive()
    {
        await using var emr = await EmrHost.StartAsync();
        var request = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Samples.RunJobFlow(keepAlive: false)))!;
        request["Instances"] = JsonNode.Parse("""{"InstanceGroups":[{"InstanceRole":"MASTER","InstanceType":"m5.xlarge","InstanceCount":3}]}""");
        var cluster = await emr.DescribeClusterAsync((string)(await emr.CallAsync("RunJobFlow", request.ToJsonString()))["JobFlowId"]!);
        ((bool)cluster["AutoTerminate"]!, (bool)cluster["TerminationProtected"]!).ShouldBe((false, true));
    }
}
