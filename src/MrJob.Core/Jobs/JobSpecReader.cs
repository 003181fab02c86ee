using System.Text.Json;
using MrJob.Core.Configuration;

namespace MrJob.Core.Jobs;

/// <summary>Reads and checks the body of POST /jobs. All faults are found in one pass, each with its JSON path.</summary>
internal static class JobSpecReader
{
    public const int MaxSteps = 256; // EMR's limit of active steps on one cluster
    private const string Root = "$";

    private static readonly Dictionary<string, Func<JsonReader, JsonElement, string, StepSpec?>> StepTypes = new()
    {
        ["streaming"] = StreamingStepReader.Read,
        ["jar"] = Jar,
        ["spark_script"] = (r, v, p) => Spark(r, v, p, "script"),
        ["spark_jar"] = (r, v, p) => Spark(r, v, p, "jar", "main_class"),
    };

    /// <summary>The job, or null and at least one fault.</summary>
    public static JobSpec? Read(string? body, List<Fault> faults)
    {
        var reader = new JsonReader(faults);
        var spec = reader.Document(body, value => Job(reader, value));
        return faults.Count == 0 ? spec : null;
    }

    private static JobSpec? Job(JsonReader reader, JsonElement value)
    {
        if (reader.Members(value, Root, "label", "owner", "steps", "input", "output_dir", "options") is not { } members)
            return null;
        var options = members.TryGetValue("options", out var given) ? OptionTable.Read(given, "$.options", reader) : new JobOptions();
        var steps = Steps(reader, members);
        var input = Input(reader, members);
        if (input.Count == 0 && steps.Count > 0 && steps[0] is StreamingStepSpec)
            reader.Fault("$.input", "is missing or empty; a streaming step reads at least one input");
        return new JobSpec
        {
            Label = Names.Member(reader, members, Root, "label") ?? "no_label",
            Owner = Names.Member(reader, members, Root, "owner") ?? "no_owner",
            Steps = steps,
            Input = input,
            OutputDir = members.TryGetValue("output_dir", out var dir)
                ? Names.CheckS3(reader, reader.Text(dir, "$.output_dir"), "$.output_dir")?.AsFolder().ToString() : null,
            Options = options,
        };
    }

    private static IReadOnlyList<string> Input(JsonReader reader, IReadOnlyDictionary<string, JsonElement> members)
    {
        if (!members.TryGetValue("input", out var value))
            return [];
        var input = reader.Texts(value, "$.input") ?? [];
        for (var i = 0; i < input.Count; i++)
        {
            // Hadoop splits its input paths at commas; a comma of a key's own cannot be told from that.
            if (Names.CheckS3(reader, input[i], JsonReader.Item("$.input", i)) is not null && input[i].Contains(','))
                reader.Fault(JsonReader.Item("$.input", i), "has a comma; give several inputs as several items");
        }
        return input;
    }

    private static IReadOnlyList<StepSpec> Steps(JsonReader reader, IReadOnlyDictionary<string, JsonElement> members)
    {
        const string path = "$.steps";
        if (!members.TryGetValue("steps", out var value))
            reader.Fault(path, "is missing; a job has at least one step");
        else if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is 0 or > MaxSteps)
            reader.Fault(path, $"must be a list of 1 to {MaxSteps} steps");
        else
            return [.. value.EnumerateArray().Select((step, i) => Step(reader, step, JsonReader.Item(path, i))).OfType<StepSpec>()];
        return [];
    }

    private static StepSpec? Step(JsonReader reader, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
            reader.Fault(path, $"must be an object with a type: {string.Join(", ", StepTypes.Keys)}");
        else if (StepTypes.TryGetValue(type.GetString()!, out var read))
            return read(reader, value, path);
        else
            reader.Fault(path + ".type", NearestName.Unknown(type.GetString()!, StepTypes.Keys));
        return null;
    }

    private static StepSpec? Jar(JsonReader reader, JsonElement value, string path)
    {
        var members = reader.Members(value, path, "type", "jar", "main_class", "args");
        return members is null || Required(reader, members, path, "jar") is not { } jar ? null : new JarStepSpec
        {
            Jar = jar, MainClass = Optional(reader, members, path, "main_class"), Args = Texts(reader, members, path, "args"),
        };
    }

    private static StepSpec? Spark(JsonReader reader, JsonElement value, string path, string application, params string[] more)
    {
        var members = reader.Members(value, path, ["type", application, "args", "spark_args", .. more]);
        return members is null || Required(reader, members, path, application) is not { } name ? null : new SparkStepSpec
        {
            Application = name, MainClass = Optional(reader, members, path, "main_class"),
            Args = Texts(reader, members, path, "args"), SparkArgs = Texts(reader, members, path, "spark_args"),
        };
    }

    private static string? Required(JsonReader reader, IReadOnlyDictionary<string, JsonElement> members, string path, string name)
    {
        if (members.ContainsKey(name))
            return Optional(reader, members, path, name);
        reader.Fault(JsonReader.Child(path, name), "is missing; it must be a string");
        return null;
    }

    private static string? Optional(JsonReader reader, IReadOnlyDictionary<string, JsonElement> members, string path, string name) =>
        members.TryGetValue(name, out var value) ? reader.Text(value, JsonReader.Child(path, name)) : null;

    private static IReadOnlyList<string> Texts(JsonReader reader, IReadOnlyDictionary<string, JsonElement> members, string path, string name) =>
        members.TryGetValue(name, out var value) ? reader.Texts(value, JsonReader.Child(path, name)) ?? [] : [];
}
