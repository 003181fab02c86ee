using System.Text.Json.Nodes;
using MrJob.Core.Configuration;

namespace MrJob.Cli.Python;

/// <summary>Steps as mrjob describes them, made into steps of POST /jobs. Pure.</summary>
internal static class ScriptSteps
{
    private const string KeyFieldPartitioner = "org.apache.hadoop.mapred.lib.KeyFieldBasedPartitioner";

    /// <summary>What sorts values too: Hadoop's key is then mrjob's key with its value, and records go to reducers by mrjob's key alone.</summary>
    public static JsonObject SortValues => new() { ["stream.num.map.output.key.fields"] = 2, ["mapreduce.partition.keypartitioner.options"] = "-k1,1" };

    /// <param name="answer">Of <see cref="ScriptDriver"/>.</param>
    public static JsonArray Of(JsonObject answer)
    {
        var described = answer["steps"]!.AsArray();
        var steps = new JsonArray();
        foreach (var step in described.OfType<JsonObject>())
            steps.Add(step["type"]?.ToString() == "streaming" ? Streaming(step, answer, steps.Count == 0, steps.Count == described.Count - 1) : Known(step));
        return steps;
    }

    /// <summary>mrjob has one input format, of the job's input, one output format, of its output, and one partitioner.</summary>
    private static JsonObject Streaming(JsonObject described, JsonObject answer, bool isFirst, bool isLast)
    {
        var step = Known(described);
        foreach (var substep in step.Select(s => s.Value).OfType<JsonObject>().Where(s => s["command"] is JsonArray))
            substep["command"] = ShellWords.Join(substep["command"]!.AsArray().Select(word => word!.ToString()));
        if (step["reducer"] is null)
            step.Remove("combiner"); // Hadoop combines only what it sorts
        else
            Set(step, "partitioner", answer["partitioner"]?.ToString() ?? (answer["sort_values"]?.GetValue<bool>() == true ? KeyFieldPartitioner : null));
        if (isFirst && step["input_manifest"] is null)
            Set(step, "input_format", answer["input_format"]?.ToString());
        if (isLast)
            Set(step, "output_format", answer["output_format"]?.ToString());
        return step;
    }

    /// <summary>Without what says nothing: mrjob describes a jar without a main class as one whose main class is null.</summary>
    private static JsonObject Known(JsonObject step) => new(step
        .Where(m => m.Value is not (null or JsonArray { Count: 0 } or JsonObject { Count: 0 }))
        .Select(m => KeyValuePair.Create(m.Key, m.Key == "jobconf" ? WithoutNulls((JsonObject)m.Value!) : m.Value?.DeepClone())));

    private static JsonObject WithoutNulls(JsonObject map) => new(map.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));

    private static void Set(JsonObject step, string name, string? value)
    {
        if (value is not null)
            step[name] = value;
    }
}
