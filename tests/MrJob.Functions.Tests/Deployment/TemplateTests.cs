using System.Text.Json.Nodes;

namespace MrJob.Functions.Tests.Deployment;

/// <summary>What an AWS engineer would look for in the template.</summary>
public class TemplateTests
{
    [Fact]
    public void Every_bucket_is_private_encrypted_and_takes_requests_over_TLS_only()
    {
        var policies = Template.OfType("AWS::S3::BucketPolicy").Select(p => p.Value["Properties"]!).ToDictionary(p => p["Bucket"]!.ToString(), p => p["PolicyDocument"]!["Statement"]![0]!);
        foreach (var (id, bucket) in Template.OfType("AWS::S3::Bucket"))
        {
            var properties = bucket["Properties"]!;
            properties["PublicAccessBlockConfiguration"]!.AsObject().Select(p => p.Value!.GetValue<bool>()).ShouldBe([true, true, true, true], id);
            properties["BucketEncryption"].ShouldNotBeNull(id);
            properties["LifecycleConfiguration"].ShouldNotBeNull(id);
            bucket["DeletionPolicy"]!.ToString().ShouldBe("RetainExceptOnCreate", id);
            var policy = policies[$"mrjob-{id.ToLowerInvariant()}"];
            (policy["Effect"]!.ToString(), policy["Condition"]!["Bool"]!["aws:SecureTransport"]!.ToString()).ShouldBe(("Deny", "false"), id);
        }
        Template.Resources["ConfBucket"]["Properties"]!["VersioningConfiguration"]!["Status"]!.ToString().ShouldBe("Enabled");
    }

    [Fact]
    public void Only_clusters_with_the_stacks_tag_are_started_and_terminated()
    {
        foreach (var (id, function) in Template.Functions)
        {
            foreach (var statement in Statements(function))
            {
                var actions = statement["Action"]!.ToJsonString();
                if (actions.Contains("elasticmapreduce:TerminateJobFlows", StringComparison.Ordinal))
                    statement["Condition"]!.ToJsonString().ShouldBe("""{"StringEquals":{"elasticmapreduce:ResourceTag/mrjob:stack":"mrjob"}}""", id);
                if (actions.Contains("elasticmapreduce:RunJobFlow", StringComparison.Ordinal))
                    statement["Condition"]!.ToJsonString().ShouldBe("""{"StringEquals":{"elasticmapreduce:RequestTag/mrjob:stack":"mrjob"}}""", id);
            }
        }
    }

    [Fact]
    public void Only_EMRs_two_roles_are_passed_and_only_to_EMR_and_its_instances()
    {
        var passing = Template.Functions.SelectMany(f => Statements(f.Value)).Where(s => s["Action"]!.ToString() == "iam:PassRole").ToList();
        passing.Count.ShouldBe(2); // Clusters and SelectPool: nobody else starts any
        passing.ShouldAllBe(s => s["Resource"]!.ToJsonString() == "[\"arn:aws:iam::123456789012:role/EMR_DefaultRole\",\"arn:aws:iam::123456789012:role/EMR_EC2_DefaultRole\"]"
            && s["Condition"]!["StringLike"]!["iam:PassedToService"] != null);
    }

    [Fact]
    public void Hints_are_not_repeated_and_uploads_are_not_lost()
    {
        foreach (var (id, properties) in Template.Functions.Select(f => (f.Key, f.Value["Properties"]!)))
        {
            var events = properties["Events"]!.AsObject().Select(e => e.Value!).Where(e => e["Type"]!.ToString() is "EventBridgeRule" or "ScheduleV2").ToList();
            foreach (var source in events)
            {
                var policy = source["Properties"]!["RetryPolicy"]!;
                if (source["Type"]!.ToString() == "ScheduleV2")
                    (policy["MaximumRetryAttempts"]!.GetValue<long>(), source["Properties"]!["DeadLetterConfig"]!["Arn"]!.ToString()).ShouldBe((2, "arn:aws:sqs:us-east-1:123456789012:mrjob-DeadLetters"), id);
                else if (id == "LaunchOnUploadFunction")
                    (policy["MaximumEventAgeInSeconds"]!.GetValue<long>(), source["Properties"]!["DeadLetterConfig"]!["Arn"]!.ToString()).ShouldBe((86_400, "arn:aws:sqs:us-east-1:123456789012:mrjob-DeadLetters"), id);
                else
                    (policy["MaximumEventAgeInSeconds"]!.GetValue<long>(), policy["MaximumRetryAttempts"]!.GetValue<long>()).ShouldBe((60, 0), id);
            }
        }
        Template.Resources["LaunchOnUploadFunction"]["Properties"]!["EventInvokeConfig"]!["DestinationConfig"]!["OnFailure"]!["Destination"]!.ToString().ShouldBe("arn:aws:s3:::mrjob-statebucket");
    }

    [Fact]
    public void Logs_are_kept_for_as_long_as_the_parameter_says() =>
        Template.OfType("AWS::Logs::LogGroup").Select(g => g.Value["Properties"]!["RetentionInDays"]!.ToString()).ShouldBe(["30", "30"]);

    [Fact]
    public void Every_parameter_is_described_and_bounded()
    {
        foreach (var (name, parameter) in Parameters())
        {
            parameter["Description"]!.ToString().Length.ShouldBeGreaterThan(20, name);
            (parameter["AllowedPattern"] ?? parameter["AllowedValues"] ?? parameter["MinValue"]).ShouldNotBeNull(name);
        }
    }

    [Fact]
    public void Every_handler_is_a_class_of_this_package() =>
        Template.Functions.Select(f => typeof(SubmitJob).Assembly.GetType($"MrJob.Functions.{Template.HandlerOf(f.Value)}")?.GetMethod("HandleAsync")).ShouldAllBe(method => method != null);

    private static IEnumerable<JsonNode> Statements(JsonObject function) => function["Properties"]!["Policies"]!.AsArray().SelectMany(p => p!["Statement"]!.AsArray())!;

    private static IEnumerable<KeyValuePair<string, JsonObject>> Parameters() => Template.Declared("Parameters");
}
