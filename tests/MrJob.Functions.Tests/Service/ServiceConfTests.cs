using System.Text.Json.Nodes;

namespace MrJob.Functions.Tests.Service;

/// <summary>The service's own mrjob.conf: defaults below every request, locks and limits, and what a caller is told.</summary>
public class ServiceConfTests
{
    private const string Job = """{"label": "conf", "input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": "cat"}], "options": OPTIONS}""";

    [Fact]
    public async Task Its_defaults_hold_where_the_request_says_nothing_and_combine_with_what_it_says()
    {
        await using var lab = await LabAsync("""
            include: base.conf
            runners: {emr: {instance_type: m5.2xlarge, applications: [Hive], cmdenv: {PATH: /service}, num_core_instances: 2}}
            """);
        await lab.PutAsync("base.conf", "runners: {emr: {release_label: emr-6.15.0, instance_type: m4.large}}");
        await EndAsync(lab, """{"applications": ["Spark"], "num_core_instances": 3, "cmdenv": {"PATH": "/mine"}}""");
        var asked = lab.Network.Changes.Single(c => c.Call == "RunJobFlow").Body;
        asked["ReleaseLabel"]!.ToString().ShouldBe("emr-6.15.0");
        asked["Applications"]!.AsArray().Select(a => a!["Name"]!.ToString()).ShouldBe(["Hadoop", "Hive", "Spark"]);
        asked["Instances"]!["InstanceGroups"]![1]!.ToJsonString().ShouldContain("\"InstanceType\":\"m5.2xlarge\",\"InstanceCount\":3");
        asked["Steps"]!.ToJsonString().ShouldContain("PATH=/mine:/service");
    }

    [Fact]
    public async Task What_it_sets_can_be_cleared_by_a_request()
    {
        await using var lab = await LabAsync("runners: {emr: {applications: [Hive], ec2_key_pair: team}}");
        await EndAsync(lab, """{"applications": {"!clear": ["Spark"]}, "ec2_key_pair": {"!clear": null}}""");
        var asked = lab.Network.Changes.Single(c => c.Call == "RunJobFlow").Body;
        asked["Applications"]!.AsArray().Select(a => a!["Name"]!.ToString()).ShouldBe(["Hadoop", "Spark"]);
        asked["Instances"]!["Ec2KeyName"].ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"num_core_instances": 5}""", "asks for 6 instances; the limit 'instances' is 5, set by s3://lab/mrjob.conf")]
    [InlineData("""{"num_core_instances": 2, "num_task_instances": 3}""", "asks for 6 instances")]
    [InlineData("""{"instance_groups": [{"InstanceRole": "MASTER", "InstanceCount": 1, "InstanceType": "m5.large"}, {"InstanceRole": "CORE", "InstanceCount": 9, "InstanceType": "m5.large"}]}""", "asks for 10 instances")]
    [InlineData("""{"instance_fleets": [{"InstanceFleetType": "MASTER", "TargetOnDemandCapacity": 1}, {"InstanceFleetType": "CORE", "TargetSpotCapacity": 7}]}""", "asks for 8 instances")]
    [InlineData("""{"extra_cluster_params": {"ManagedScalingPolicy": {"ComputeLimits": {"UnitType": "Instances", "MinimumCapacityUnits": 1, "MaximumCapacityUnits": 100}}}}""", "asks for 101 instances")]
    [InlineData("""{"instance_type": "p5.48xlarge"}""", "asks for p5.48xlarge; the limit 'instance_types' is m5.*, c5.large, set by s3://lab/mrjob.conf")]
    [InlineData("""{"extra_cluster_params": {"Instances.MasterInstanceType": "p5.48xlarge"}}""", "asks for p5.48xlarge")]
    [InlineData("""{"subnet": "subnet-other"}""", "asks for subnet-other; the limit 'subnets' is subnet-1, set by s3://lab/mrjob.conf")]
    [InlineData("""{"extra_cluster_params": {"Instances.Ec2SubnetId": "subnet-other"}}""", "asks for subnet-other")]
    [InlineData("""{"num_core_instances": 0}""", "asks for no subnet; the limit 'subnets' is subnet-1, set by s3://lab/mrjob.conf")]
    [InlineData("""{"iam_instance_profile": "admin"}""", "asks for the role admin; the limit 'roles' is role, profile, set by s3://lab/mrjob.conf")]
    [InlineData("""{"extra_cluster_params": {"ServiceRole": "admin"}}""", "asks for the role admin")]
    public async Task A_request_over_a_limit_is_refused_with_the_limits_name_its_value_and_who_set_it(string options, string said)
    {
        await using var lab = await LabAsync("limits: {instances: 5, instance_types: [m5.*, c5.large], subnets: [subnet-1], roles: [role, profile]}");
        await RefusedAsync(lab, options, said);
        (await lab.HttpAsync("POST /clusters", body: $$"""{"options": {{options}}}""")).Body.ShouldContain(said);
        (await lab.PostAsync(Job.Replace("OPTIONS", """{"num_core_instances": 4, "subnet": "subnet-1"}"""))).StatusCode.ShouldBe(202);
    }

    [Theory]
    [InlineData("""{"release_label": "emr-7.0.0"}""", "$.options.release_label", "is locked by s3://lab/mrjob.conf to \\\"emr-6.15.0\\\"")]
    [InlineData("""{"extra_cluster_params": {"ReleaseLabel": "emr-7.0.0"}}""", "$.options.extra_cluster_params.ReleaseLabel", "is what release_label sets, which is locked by s3://lab/mrjob.conf")]
    [InlineData("""{"subnet": "subnet-9"}""", "$.options.subnet", "is locked by s3://lab/mrjob.conf")]
    [InlineData("""{"image_version": "5.0.0"}""", "$.options.image_version", "would take the place of release_label, which is locked by s3://lab/mrjob.conf")]
    [InlineData("""{"instance_groups": [{"InstanceRole": "MASTER", "InstanceCount": 1, "InstanceType": "p5.48xlarge"}]}""", "$.options.instance_groups", "would take the place of instance_type")]
    [InlineData("""{"core_instance_type": "p5.48xlarge"}""", "$.options.core_instance_type", "would take the place of instance_type")]
    [InlineData("""{"extra_cluster_params": {"Instances.SlaveInstanceType": "p5.48xlarge"}}""", "$.options.extra_cluster_params", "is what instance_type sets")]
    public async Task A_locked_option_is_nobodys_to_change(string options, string path, string said)
    {
        await using var lab = await LabAsync("{runners: {emr: {release_label: emr-6.15.0}}, locked: [release_label, subnet, instance_type]}");
        await RefusedAsync(lab, options, said);
        (await lab.PostAsync(Job.Replace("OPTIONS", options))).Body.ShouldContain(path);
        (await lab.PostAsync(Job.Replace("OPTIONS", """{"release_label": "emr-6.15.0"}"""))).StatusCode.ShouldBe(202);
    }

    [Theory]
    [InlineData("runners: {emr: {instnce_type: x}}", "s3://lab/mrjob.conf:1: runners.emr.instnce_type: is not known; did you mean 'instance_type'?")]
    [InlineData("limits: {instances: many}", "limits.instances")]
    [InlineData("locked: [relase_label]", "did you mean 'release_label'?")]
    [InlineData("include: none.conf", "s3://lab/mrjob.conf includes s3://lab/none.conf, which does not exist")]
    [InlineData("runners: {emr: {aws_access_key_id: x}}", "keys do not belong into a job")]
    public async Task A_conf_that_is_wrong_is_said_to_every_caller(string conf, string said)
    {
        await using var lab = await LabAsync(conf);
        foreach (var answer in new[]
        {
            await lab.PostAsync(Job.Replace("OPTIONS", "{}")), await lab.HttpAsync("POST /clusters", body: "{}"), await lab.HttpAsync("GET /options"),
        })
        {
            answer.StatusCode.ShouldBe(500);
            JsonNode.Parse(answer.Body)!["detail"]!.ToString().ShouldContain(said);
        }
    }

    [Fact]
    public async Task The_service_tells_its_defaults_locks_and_limits()
    {
        await using var lab = await LabAsync("{runners: {emr: {zone: us-east-1a}}, locked: [zone], limits: {instances: 5}}");
        var answer = JsonNode.Parse((await lab.HttpAsync("GET /options")).Body)!;
        answer["layers"]!.AsArray().Select(l => l!["source"]!.ToString()).ShouldBe(["the service's template", "s3://lab/mrjob.conf"]);
        answer["layers"]![0]!["options"]!["release_label"]!.ToString().ShouldBe("emr-7.5.0");
        answer["layers"]![1]!["options"]!.ToJsonString().ShouldBe("""{"zone":"us-east-1a"}""");
        answer["locked"]!.ToJsonString().ShouldBe("""["zone"]""");
        answer["limits"]!.ToJsonString().ShouldBe("""{"source":"s3://lab/mrjob.conf","instances":5}""");
    }

    private static async Task<ServiceLab> LabAsync(string conf)
    {
        var lab = await ServiceLab.StartAsync();
        await lab.PutAsync("mrjob.conf", conf);
        return lab;
    }

    private static async Task EndAsync(ServiceLab lab, string options)
    {
        var answer = await lab.PostAsync(Job.Replace("OPTIONS", options));
        answer.StatusCode.ShouldBe(202, answer.Body);
        await lab.EndAsync(JsonNode.Parse(answer.Body)!["id"]!.ToString());
    }

    private static async Task RefusedAsync(ServiceLab lab, string options, string said)
    {
        var answer = await lab.PostAsync(Job.Replace("OPTIONS", options));
        answer.StatusCode.ShouldBe(400, answer.Body);
        answer.Body.ShouldContain(said);
    }
}
