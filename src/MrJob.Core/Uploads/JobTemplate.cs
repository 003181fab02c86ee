using System.Text.Json;
using System.Text.Json.Nodes;
using MrJob.Core.Configuration;
using MrJob.Core.Storage;

namespace MrJob.Core.Uploads;

/// <summary>The job of a rule: the body of POST /jobs, with placeholders. Pure.</summary>
/// <param name="path">Where it stands among the rules.</param>
internal sealed class JobTemplate(JsonElement job, string path)
{
    private const string WhyCode =
        "which is, or may be, code for a shell or another interpreter, or says what is run, or with which switch: give it as an argument behind all that, such as bash -c 'grep x \"$1\"' sh {key}";

    /// <summary>Its <c>output_dir</c> as it was written; null when it has none.</summary>
    public string? OutputDir => job.TryGetProperty("output_dir", out var output) && output.ValueKind == JsonValueKind.String ? output.GetString() : null;

    /// <summary>Takes note of placeholders that nobody knows, or that stand where nothing may be put in.</summary>
    public void Check(JsonReader reader, IReadOnlyCollection<string> known)
    {
        Walk(job, [], path, (text, slot, at) =>
        {
            CheckText(reader, known, text, slot, at);
            return text;
        });
        CheckSteps(reader);
    }

    /// <summary>The body for an object.</summary>
    public JsonObject Fill(IReadOnlyDictionary<string, string> values, List<Fault> faults)
    {
        var filling = new SlotFilling(values);
        return Walk(job, [], "$", (text, slot, at) =>
        {
            var (filled, fault) = filling.Fill(text, slot);
            if (fault is not null)
                faults.Add(new(at, fault));
            return filled;
        })!.AsObject();
    }

    private static void CheckText(JsonReader reader, IReadOnlyCollection<string> known, string text, Slot slot, string at)
    {
        foreach (var name in Placeholders.In(text).Distinct())
        {
            if (!known.Contains(name))
                reader.Fault(at, $"has {{{name}}}, which {NearestName.Unknown(name, known)}; for braces of its own write {{{{{name}}}}}");
            else if (slot == Slot.None)
                reader.Fault(at, $"has {{{name}}}, which may not be put in here; it may in {Slots.Allowed}");
            else if (slot is Slot.Input or Slot.Folder && !StartsWell(text))
                reader.Fault(at, $"has {{{name}}} before it is clear which bucket it is in; begin with {{object}}, {{folder}}, s3://{{bucket}}/ or a bucket's name");
        }
        if (slot == Slot.Command)
            CheckCommand(reader, text, at);
    }

    /// <summary>Whether the bucket is the object's own, or the rule's author has named it.</summary>
    private static bool StartsWell(string text)
    {
        if (text.StartsWith("{object}", StringComparison.Ordinal) || text.StartsWith("{folder}", StringComparison.Ordinal) || text.StartsWith("s3://{bucket}/", StringComparison.Ordinal))
            return true;
        var start = Placeholders.LiteralStart(text);
        return S3Uri.TryParse(start, out _) ? start.IndexOf('/', start.IndexOf("://", StringComparison.Ordinal) + 3) > 0 : start.StartsWith("hdfs://", StringComparison.OrdinalIgnoreCase);
    }

    private static void CheckCommand(JsonReader reader, string command, string at)
    {
        var words = HadoopWords.Split(command);
        foreach (var word in words.Where(w => Placeholders.In(w).Count > 0 && HadoopWords.IsPartlyQuoted(w)))
            reader.Fault(at, $"has a placeholder in {word}, of which a part is quoted: quote the whole word, or nothing of it");
        CheckWords(reader, [.. words.Select(HadoopWords.Unquoted)], hasProgram: true, _ => at);
    }

    private static void CheckWords(JsonReader reader, IReadOnlyList<string> words, bool hasProgram, Func<int, string> at)
    {
        for (var i = 0; i < words.Count; i++)
            if (Placeholders.In(words[i]).Count > 0 && CodeWords.IsCode(words, i, hasProgram))
                reader.Fault(at(i), $"has a placeholder in {words[i]}, {WhyCode}");
    }

    /// <summary>Arguments are looked at together: what one of them is depends on those before it.</summary>
    private void CheckSteps(JsonReader reader)
    {
        if (job.ValueKind != JsonValueKind.Object)
            return;
        var steps = Items(job, "steps");
        for (var i = 0; i < steps.Count; i++)
        {
            var (step, at) = (steps[i], $"{path}.steps[{i}].args");
            CheckWords(reader, Texts(step, "args"), HasProgram(step), j => $"{at}[{j}]");
        }
        var arguments = Texts(job, "script_args");
        CheckWords(reader, arguments, hasProgram: false, j => $"{path}.script_args[{j}]");
        if (steps.Any(HasPreFilter) && arguments.Any(a => Placeholders.In(a).Count > 0))
            reader.Fault($"{path}.script_args", "has a placeholder, and a step with a pre_filter, for which a shell reads the script's arguments");
    }

    /// <summary>Of <c>command-runner.jar</c> and the like the arguments are a command.</summary>
    private static bool HasProgram(JsonElement step) =>
        step.ValueKind == JsonValueKind.Object && step.TryGetProperty("jar", out var jar) && jar.ValueKind == JsonValueKind.String && jar.GetString()!.EndsWith("-runner.jar", StringComparison.Ordinal);

    private static bool HasPreFilter(JsonElement step) =>
        step.ValueKind == JsonValueKind.Object && step.EnumerateObject().Any(m => m.Value.ValueKind == JsonValueKind.Object && m.Value.TryGetProperty("pre_filter", out _));

    private static IReadOnlyList<JsonElement> Items(JsonElement value, string member) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(member, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static IReadOnlyList<string> Texts(JsonElement value, string member) => [.. Items(value, member).Select(a => a.ValueKind == JsonValueKind.String ? a.GetString()! : "")];

    private static JsonNode? Walk(JsonElement value, IReadOnlyList<string> names, string at, Func<string, Slot, string, string> text) => value.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(value.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, Walk(m.Value, [.. names, m.Name], JsonReader.Child(at, m.Name), text)))),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select((item, i) => Walk(item, [.. names, "#"], JsonReader.Item(at, i), text))]),
        JsonValueKind.String => text(value.GetString()!, Slots.At(names), at),
        _ => JsonNode.Parse(value.GetRawText()),
    };
}
