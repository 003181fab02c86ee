using System.Globalization;
using System.Text.Json.Nodes;
using MrJob.Functions.Tests.Service;

namespace MrJob.Functions.Tests.Deployment;

/// <summary>Alarms look at metrics that there are: an alarm on a metric or a dimension that nobody writes would never tell anything.</summary>
public class AlarmTests
{
    private static readonly string[] LambdaMetrics = ["Errors", "Throttles", "DestinationDeliveryFailures", "AsyncEventsDropped"];

    [Fact]
    public void Every_alarm_tells_the_topic_and_says_what_it_means()
    {
        foreach (var (id, alarm) in Template.OfType("AWS::CloudWatch::Alarm"))
        {
            var properties = alarm["Properties"]!;
            properties["AlarmActions"]!.AsArray().Select(a => a!.ToString()).ShouldBe([Template.Parameters["AlarmTopic"]], id);
            properties["AlarmDescription"]!.ToString().Length.ShouldBeGreaterThan(30, id);
        }
    }

    [Fact]
    public async Task Every_metric_of_an_alarm_is_written_with_just_its_dimensions()
    {
        var ours = await OurMetricsAsync();
        foreach (var (id, metric) in Template.OfType("AWS::CloudWatch::Alarm").SelectMany(a => Metrics(a.Value).Select(m => (a.Key, m))))
        {
            var (space, name) = (metric["Namespace"]!.ToString(), metric["MetricName"]!.ToString());
            var dimension = metric["Dimensions"]!.AsArray().ShouldHaveSingleItem()!;
            var (of, value) = (dimension["Name"]!.ToString(), dimension["Value"]!.ToString());
            switch (space)
            {
                case "AWS/Lambda":
                    LambdaMetrics.ShouldContain(name, id);
                    (of, Template.Functions.Any(f => $"mrjob-{f.Key}" == value)).ShouldBe(("FunctionName", true), id);
                    break;
                case "AWS/SQS":
                    (name, of, value).ShouldBe(("ApproximateNumberOfMessagesVisible", "QueueName", "mrjob-DeadLetters"), id);
                    break;
                default:
                    (space, of, value).ShouldBe((EmbeddedMetrics.Namespace, "Stack", "mrjob"), id); // the function's MRJOB_STACK is the stack's name
                    ours.ShouldContain(name, id);
                    break;
            }
        }
    }

    /// <summary>Lambda writes no point where nothing happened, and an expression with a missing point has none.</summary>
    [Fact]
    public void Every_alarm_goes_off_above_its_threshold_whichever_of_its_metrics_are_missing()
    {
        foreach (var (id, alarm) in Template.OfType("AWS::CloudWatch::Alarm"))
        {
            var properties = alarm["Properties"]!;
            properties["ComparisonOperator"]!.ToString().ShouldBe("GreaterThanThreshold", id);
            int.Parse(properties["Threshold"]!.ToString(), CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(0, id);
            var silence = id is "OldestQueuedJobAlarm" or "IdleMoneyAlarm" ? "breaching" : "notBreaching"; // those two are written by schedules, whatever happens
            properties["TreatMissingData"]!.ToString().ShouldBe(silence, id);
            var ids = (properties["Metrics"]?.AsArray() ?? []).Where(m => m!["MetricStat"] is not null).Select(m => m!["Id"]!.ToString()).ToList();
            if (ids.Count > 1)
                properties["Metrics"]!.AsArray().Single(m => m!["Expression"] is not null)!["Expression"]!.ToString().ShouldBe(string.Join('+', ids.Select(m => $"FILL({m},0)")), id);
        }
    }

    [Fact]
    public void Every_function_is_looked_after()
    {
        var looked = Template.OfType("AWS::CloudWatch::Alarm").SelectMany(a => Metrics(a.Value)).Where(m => m["MetricName"]!.ToString() == "Errors")
            .Select(m => m["Dimensions"]![0]!["Value"]!.ToString());
        looked.ShouldBe(Template.Functions.Select(f => $"mrjob-{f.Key}"), ignoreOrder: true);
    }

    [Fact]
    public async Task The_age_of_the_oldest_queued_job_is_told()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Hold = true });
        await PoolJobs.SubmitAsync(lab, PoolJobs.Job("\"max_clusters_in_pool\": 1"), 2);
        await lab.SelectPoolAsync();
        lab.Time.Advance(TimeSpan.FromMinutes(10));
        await lab.SelectPoolAsync();
        JsonNode.Parse(lab.Metrics[^1])!["OldestQueuedSeconds"]!.GetValue<int>().ShouldBe(600, lab.Metrics[^1]);
        JsonNode.Parse(lab.Metrics[^1])!["_aws"]!["CloudWatchMetrics"]![0]!["Metrics"]![0]!["Unit"]!.ToString().ShouldBe("Seconds");
    }

    /// <summary>What the handlers write, each metric with the one dimension Stack.</summary>
    private static async Task<IReadOnlyCollection<string>> OurMetricsAsync()
    {
        await using var lab = await ServiceLab.StartAsync();
        await lab.SelectPoolAsync();
        await lab.TerminateIdleAsync();
        await lab.InvokeAsync("LaunchOnUpload", new() { Source = "aws.s3", Detail = System.Text.Json.JsonSerializer.SerializeToElement(new { bucket = new { name = "lab" }, @object = new { key = "x" } }) });
        await PoolJobs.SubmitAsync(lab, """{"input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": "cat"}]}""", 1);
        await lab.EndAsync(JsonNode.Parse((await lab.HttpAsync("GET /jobs")).Body)!["jobs"]![0]!["id"]!.ToString());
        var written = lab.Metrics.Select(l => JsonNode.Parse(l)!["_aws"]!["CloudWatchMetrics"]![0]!).ToList();
        written.ShouldAllBe(m => m["Dimensions"]!.ToJsonString() == "[[\"Stack\"]]");
        return [.. written.SelectMany(m => m["Metrics"]!.AsArray()).Select(m => m!["Name"]!.ToString())];
    }

    private static IEnumerable<JsonNode> Metrics(JsonObject alarm) => alarm["Properties"]!["Metrics"] is JsonArray several
        ? several.Where(m => m!["MetricStat"] is not null).Select(m => m!["MetricStat"]!["Metric"]!) : [alarm["Properties"]!];
}
