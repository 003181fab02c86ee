using System.Text.Json;
using MrJob.Core.Configuration;

namespace MrJob.Core.Jobs;

/// <summary>Reads a step of type <c>streaming</c> from a job's body.</summary>
internal static class StreamingStepReader
{
    private const string Script = "script";

    public static StepSpec? Read(JsonReader reader, JsonElement value, string path)
    {
        if (reader.Members(value, path, "type", "mapper", "combiner", "reducer", "jobconf", "input_format", "output_format", "partitioner", "input_manifest")
            is not { } members)
            return null;
        var fields = new MemberReader(reader, members, path);
        var step = new StreamingStepSpec
        {
            Mapper = ReadSubstep(reader, members, path, "mapper"),
            Combiner = ReadSubstep(reader, members, path, "combiner"),
            Reducer = ReadSubstep(reader, members, path, "reducer"),
            Jobconf = fields.TextMap("jobconf"),
            InputFormat = fields.Text("input_format"),
            OutputFormat = fields.Text("output_format"),
            Partitioner = fields.Text("partitioner"),
            InputManifest = fields.Boolean("input_manifest"),
        };
        if (!members.ContainsKey("mapper") && !members.ContainsKey("reducer"))
            reader.Fault(path, "has neither a mapper nor a reducer; a streaming step needs at least one");
        else if (members.ContainsKey("combiner") && !members.ContainsKey("reducer"))
            reader.Fault(path + ".combiner", "needs a reducer: without one nothing is sorted and combined");
        if (step is { InputManifest: true, InputFormat: not null })
            reader.Fault(path + ".input_format", "cannot go with input_manifest, which has one of its own");
        return step;
    }

    /// <summary>A command, as a string or as <c>{"type": "command", "command": "…"}</c>, or the job's script: <c>{"type": "script", "pre_filter": "…"}</c>.</summary>
    private static Substep? ReadSubstep(JsonReader reader, IReadOnlyDictionary<string, JsonElement> members, string path, string name)
    {
        if (!members.TryGetValue(name, out var value))
            return null;
        path = JsonReader.Child(path, name);
        if (value.ValueKind != JsonValueKind.Object)
            return reader.Text(value, path) is { } text ? new() { Command = text } : null;
        var isScript = value.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == Script;
        if (reader.Members(value, path, "type", isScript ? "pre_filter" : "command") is not { } substep)
            return null;
        var fields = new MemberReader(reader, substep, path);
        if (isScript)
            return new() { PreFilter = fields.Text("pre_filter") };
        if (substep.ContainsKey("type") && (type.ValueKind != JsonValueKind.String || type.GetString() != "command"))
            reader.Fault(path + ".type", $"must be 'command' or '{Script}'");
        if (substep.ContainsKey("command"))
            return fields.Text("command") is { } command ? new() { Command = command } : null;
        reader.Fault(path + ".command", "is missing; it must be the command to run");
        return null;
    }
}
