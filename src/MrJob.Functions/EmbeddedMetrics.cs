using System.Text.Json.Nodes;

namespace MrJob.Functions;

/// <summary>Takes a line of metrics to where CloudWatch finds it.</summary>
internal delegate void MetricsSink(string line);

/// <summary>
/// Lines from which CloudWatch makes metrics, without a call: its embedded metric format
/// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
/// </summary>
internal static class EmbeddedMetrics
{
    public const string Namespace = "MrJob";

    /// <summary>One line of JSON.</summary>
    /// <param name="stack">The metrics' only dimension.</param>
    /// <param name="metrics">Values by name.</param>
    /// <param name="properties">What the line tells besides, and no metric is made of.</param>
    /// <param name="unit">Of all the values, in CloudWatch's words.</param>
    public static string Format(
        DateTimeOffset now, string stack, IReadOnlyDictionary<string, int> metrics, IReadOnlyDictionary<string, JsonNode?> properties, string unit = "Count")
    {
        var line = new JsonObject
        {
            ["_aws"] = new JsonObject
            {
                ["Timestamp"] = now.ToUnixTimeMilliseconds(),
                ["CloudWatchMetrics"] = new JsonArray(new JsonObject
                {
                    ["Namespace"] = Namespace,
                    ["Dimensions"] = new JsonArray(new JsonArray("Stack")),
                    ["Metrics"] = new JsonArray([.. metrics.Keys.Select(name => (JsonNode)new JsonObject { ["Name"] = name, ["Unit"] = unit })]),
                }),
            },
            ["Stack"] = stack,
        };
        foreach (var (name, count) in metrics)
            line[name] = count;
        foreach (var (name, value) in properties)
            line[name] = value;
        return line.ToJsonString();
    }

    /// <summary>Standard output itself: Lambda's runtime would wrap what goes through the console into a log record, in which CloudWatch sees no metrics.</summary>
    public static MetricsSink StandardOutput()
    {
        var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        return line =>
        {
            lock (output)
                output.WriteLine(line);
        };
    }
}
