using System.Text.Json;
using MrJob.Core.Configuration;

namespace MrJob.Core.Jobs;

/// <summary>Reads a step of type <c>streaming</c> from a job's body.</summary>
internal static class StreamingStepReader
{
    public static StepSpec? Read(JsonReader reader, JsonElement value, string path)
    {
        if (reader.Members(value, path, "type", "mapper", "combiner", "reducer", "jobconf") is not { } members)
            return null;
        var step = new StreamingStepSpec
        {
            Mapper = Substep(reader, members, path, "mapper"),
            Combiner = Substep(reader, members, path, "combiner"),
            Reducer = Substep(reader, members, path, "reducer"),
            Jobconf = members.TryGetValue("jobconf", out var jobconf)
                ? reader.TextMap(jobconf, path + ".jobconf") ?? new Dictionary<string, string>() : new Dictionary<string, string>(),
        };
        if (!members.ContainsKey("mapper") && !members.ContainsKey("reducer"))
            reader.Fault(path, "has neither a mapper nor a reducer; a streaming step needs at least one");
        else if (members.ContainsKey("combiner") && !members.ContainsKey("reducer"))
            reader.Fault(path + ".combiner", "needs a reducer: without one nothing is sorted and combined");
        return step;
    }

    /// <summary>A command, as a string or as <c>{"type": "command", "command": "…"}</c>.</summary>
    private static string? Substep(JsonReader reader, IReadOnlyDictionary<string, JsonElement> members, string path, string name)
    {
        if (!members.TryGetValue(name, out var value))
            return null;
        path = JsonReader.Child(path, name);
        if (value.ValueKind != JsonValueKind.Object)
            return reader.Text(value, path);
        if (reader.Members(value, path, "type", "command") is not { } substep)
            return null;
        if (substep.TryGetValue("type", out var type) && (type.ValueKind != JsonValueKind.String || type.GetString() != "command"))
            reader.Fault(path + ".type", "must be 'command'");
        if (substep.TryGetValue("command", out var command))
            return reader.Text(command, path + ".command");
        reader.Fault(path + ".command", "is missing; it must be the command to run");
        return null;
    }
}
