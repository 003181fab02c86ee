using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using static MrJob.Aws.Tests.Loopback;

namespace MrJob.Aws.Tests;

public sealed class RequestTests
{
    [Fact]
    public async Task A_call_is_a_signed_POST_with_the_operation_in_a_header()
    {
        await using var server = await StartAsync(Json("{}"));

        await server.Client().ListClustersAsync(new ListClustersRequest());

        var request = server.Requests.ShouldHaveSingleItem();
        request.Method.ShouldBe("POST");
        request.Path.ShouldBe("/");
        request.Headers["Content-Type"].ToString().ShouldBe("application/x-amz-json-1.1");
        request.Headers["X-Amz-Target"].ToString().ShouldBe("ElasticMapReduce.ListClusters");
        request.Headers["Authorization"].ToString().ShouldStartWith("AWS4-HMAC-SHA256 Credential=id/");
        request.Headers["Authorization"].ToString().ShouldContain("/eu-west-1/elasticmapreduce/aws4_request");
        request.Body.ShouldBe("{}");
    }

    [Fact]
    public async Task A_cluster_is_asked_for_with_the_wire_s_own_names_and_without_what_is_not_set()
    {
        await using var server = await StartAsync(Json("""{"JobFlowId":"j-1"}"""));

        await server.Client().RunJobFlowAsync(new RunJobFlowRequest
        {
            Name = "word_count.ann.20260101.120000.000001",
            ReleaseLabel = "emr-7.5.0",
            Applications = [new() { Name = "Hadoop" }],
            Instances = new()
            {
                KeepJobFlowAliveWhenNoSteps = false,
                Ec2KeyName = "key",
                Ec2SubnetIds = ["subnet-1", "subnet-2"],
                InstanceGroups =
                [
                    new()
                    {
                        InstanceRole = InstanceRoleType.CORE,
                        InstanceType = "m7g.xlarge",
                        InstanceCount = 2,
                        Market = MarketType.SPOT,
                        BidPrice = "0.10",
                        EbsConfiguration = new()
                        {
                            EbsBlockDeviceConfigs = [new() { VolumeSpecification = new() { VolumeType = "gp3", SizeInGB = 100 } }],
                        },
                    },
                ],
            },
            Steps =
            [
                new()
                {
                    Name = "Step 1 of 1",
                    ActionOnFailure = ActionOnFailure.TERMINATE_CLUSTER,
                    HadoopJarStep = new() { Jar = "j.jar", Args = ["a", "ü"], Properties = [new() { Key = "k", Value = "v" }] },
                },
            ],
            Configurations = [new() { Classification = "core-site", Properties = new() { ["io.file.buffer.size"] = "65536" } }],
            ManagedScalingPolicy = new() { ComputeLimits = new() { UnitType = ComputeLimitsUnitType.Instances, MaximumCapacityUnits = 4 } },
            AutoTerminationPolicy = new() { IdleTimeout = 3_600 },
            ScaleDownBehavior = ScaleDownBehavior.TERMINATE_AT_TASK_COMPLETION,
            StepConcurrencyLevel = 5,
        });

        Same(server.Sent, """
            {
              "Name": "word_count.ann.20260101.120000.000001",
              "ReleaseLabel": "emr-7.5.0",
              "Applications": [{ "Name": "Hadoop" }],
              "Instances": {
                "KeepJobFlowAliveWhenNoSteps": false,
                "Ec2KeyName": "key",
                "Ec2SubnetIds": ["subnet-1", "subnet-2"],
                "InstanceGroups": [{
                  "InstanceRole": "CORE", "InstanceType": "m7g.xlarge", "InstanceCount": 2, "Market": "SPOT", "BidPrice": "0.10",
                  "EbsConfiguration": { "EbsBlockDeviceConfigs": [{ "VolumeSpecification": { "VolumeType": "gp3", "SizeInGB": 100 } }] }
                }]
              },
              "Steps": [{
                "Name": "Step 1 of 1", "ActionOnFailure": "TERMINATE_CLUSTER",
                "HadoopJarStep": { "Jar": "j.jar", "Args": ["a", "ü"], "Properties": [{ "Key": "k", "Value": "v" }] }
              }],
              "Configurations": [{ "Classification": "core-site", "Properties": { "io.file.buffer.size": "65536" } }],
              "ManagedScalingPolicy": { "ComputeLimits": { "UnitType": "Instances", "MaximumCapacityUnits": 4 } },
              "AutoTerminationPolicy": { "IdleTimeout": 3600 },
              "ScaleDownBehavior": "TERMINATE_AT_TASK_COMPLETION",
              "StepConcurrencyLevel": 5
            }
            """);
    }

    [Fact]
    public async Task Times_are_sent_as_whole_seconds_since_1970()
    {
        await using var server = await StartAsync(Json("{}"));

        await server.Client().ListClustersAsync(new ListClustersRequest
        {
            CreatedAfter = DateTime.UnixEpoch.AddSeconds(1_700_000_000.9),
            CreatedBefore = DateTime.UnixEpoch.AddSeconds(1_800_000_000).ToLocalTime(),
            ClusterStates = ["WAITING", ClusterState.RUNNING],
        });

        Same(server.Sent, """{ "CreatedAfter": 1700000000, "CreatedBefore": 1800000000, "ClusterStates": ["WAITING", "RUNNING"] }""");
    }

    [Fact]
    public async Task An_empty_list_is_sent_and_a_null_one_is_not()
    {
        await using var server = await StartAsync(Json("{}"));

        await server.Client().ListStepsAsync(new ListStepsRequest { ClusterId = "j-1", StepStates = [] });

        Same(server.Sent, """{ "ClusterId": "j-1", "StepStates": [] }""");
    }

    [Fact]
    public async Task Constants_that_this_client_does_not_know_are_sent_as_they_are()
    {
        await using var server = await StartAsync(Json("{}"));

        await server.Client().CancelStepsAsync(new CancelStepsRequest { ClusterId = "j-1", StepCancellationOption = "ASK_NICELY" });

        Same(server.Sent, """{ "ClusterId": "j-1", "StepCancellationOption": "ASK_NICELY" }""");
    }

    [Fact]
    public async Task Calls_without_a_request_ask_for_nothing_in_particular()
    {
        await using var server = await StartAsync(Json("{}"));

        await server.Client().ListClustersAsync();

        Same(server.Sent, "{}");
    }

    private static void Same(JsonNode? sent, string expected) =>
        JsonNode.DeepEquals(sent, JsonNode.Parse(expected)).ShouldBeTrue(sent?.ToJsonString());
}
