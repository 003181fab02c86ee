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
    public void Check(JsonReader reader, IReadOnlyCollection<string> known) => Walk(job, [], path, (text, slot, at) =>
    {
        foreach (var name in Placeholders.In(text).Distinct())
        {
            if (!known.Contains(name))
                reader.Fault(at, $"has {{{name}}}, which {NearestName.Unknown(name, known)}; for braces of its own write {{{{{name}}}}}");
            else if (slot == Slot.None)
                reader.Fault(at, $"has {{{name}}}, which may not be put in here; it may in {Slots.Allowed}");
            else if (slot is Slot.Input or Slot.Folder && !StartsWell(text, Placeholders.LiteralStart(text)))
                reader.Fault(at, $"has {{{name}}} before it is clear which bucket it is in; begin with {{object}}, {{folder}}, s3://{{bucket}}/ or a bucket's name");
        }
        if (Placeholders.In(text).Count > 0)
            CheckCode(reader, text, slot, at);
        return text;
    });

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

    /// <summary>Whether the bucket is the object's own, or the rule's author has named it.</summary>
    private static bool StartsWell(string text, string start) =>
        text.StartsWith("{object}", StringComparison.Ordinal) || text.StartsWith("{folder}", StringComparison.Ordinal) || text.StartsWith("s3://{bucket}/", StringComparison.Ordinal)
        || (S3Uri.TryParse(start, out _) ? start.IndexOf('/', start.IndexOf("://", StringComparison.Ordinal) + 3) > 0 : start.StartsWith("hdfs://", StringComparison.OrdinalIgnoreCase));

    /// <summary>In a command, and in arguments, some words are code.</summary>
    private static void CheckCode(JsonReader reader, string text, Slot slot, string at)
    {
        if (slot == Slot.Command)
        {
            var words = HadoopWords.Split(text);
            for (var i = 0; i < words.Count; i++)
            {
                if (Placeholders.In(words[i]).Count == 0)
                    continue;
                if (HadoopWords.IsPartlyQuoted(words[i]))
                    reader.Fault(at, $"has a placeholder in {words[i]}, of which a part is quoted: quote the whole word, or nothing of it");
                if (CodeWords.IsCode([.. words.Select(HadoopWords.Unquoted)], i, hasProgram: true))
                    reader.Fault(at, $"has a placeholder in {words[i]}, {WhyCode}");
            }
        }
    }

    private static JsonNode? Walk(JsonElement value, IReadOnlyList<string> names, string at, Func<string, Slot, string, string> text) => value.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(value.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, Walk(m.Value, [.. names, m.Name], JsonReader.Child(at, m.Name), text)))),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select((item, i) => Walk(item, [.. names, "#"], JsonReader.Item(at, i), text))]),
        JsonValueKind.String => text(value.GetString()!, Slots.At(names), at),
        _ => JsonNode.Parse(value.GetRawText()),
    };

    /// <summary>Takes note of arguments that are code. Lists are looked at as a whole.</summary>
    public void CheckArguments(JsonReader reader)
    {
        if (job.ValueKind != JsonValueKind.Object || !job.TryGetProperty("steps", out var steps) || steps.ValueKind != JsonValueKind.Array)
            return;
        foreach (var (step, i) in steps.EnumerateArray().Select((step, i) => (step, i)).Where(s => s.step.ValueKind == JsonValueKind.Object))
        {
            if (!step.TryGetProperty("args", out var args) || args.ValueKind != JsonValueKind.Array)
                continue;
            var words = args.EnumerateArray().Select(a => a.ValueKind == JsonValueKind.String ? a.GetString()! : "").ToList();
            var hasProgram = step.TryGetProperty("jar", out var jar) && jar.ValueKind == JsonValueKind.String && jar.GetString()!.EndsWith("-runner.jar", StringComparison.Ordinal);
            for (var j = 0; j < words.Count; j++)
                if (Placeholders.In(words[j]).Count > 0 && CodeWords.IsCode(words, j, hasProgram))
                    reader.Fault($"{path}.steps[{i}].args[{j}]", $"has a placeholder in {words[j]}, {WhyCode}");
        }
        if (HasPreFilter(steps) && job.TryGetProperty("script_args", out var more) && more.ValueKind == JsonValueKind.Array
            && more.EnumerateArray().Any(a => a.ValueKind == JsonValueKind.String && Placeholders.In(a.GetString()!).Count > 0))
            reader.Fault($"{path}.script_args", "has a placeholder, and a step with a pre_filter, for which a shell reads the script's arguments");
    }

    private static bool HasPreFilter(JsonElement steps) => steps.EnumerateArray().Where(s => s.ValueKind == JsonValueKind.Object)
        .SelectMany(s => s.EnumerateObject()).Any(m => m.Value.ValueKind == JsonValueKind.Object && m.Value.TryGetProperty("pre_filter", out _));
}
