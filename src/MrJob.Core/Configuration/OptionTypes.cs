using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MrJob.Core.Clusters;
using MrJob.Core.Jobs.Scripts;
using MrJob.Core.Storage;

namespace MrJob.Core.Configuration;

/// <summary>The kinds of values that options have.</summary>
internal static class OptionTypes
{
    public static OptionType Text { get; } = new("text", Schemas.OfType("string"), (r, v, p) => ReadText(r, v, p)) { Switch = SwitchForm.Value };

    /// <summary>A label, an owner, a pool's name.</summary>
    public static OptionType Name { get; } = new(
        $"up to {Names.MaxLength} letters, digits, '_', '-' and '.'",
        new() { ["type"] = "string", ["pattern"] = Names.Pattern, ["maxLength"] = Names.MaxLength },
        (r, v, p) => Names.Check(r, ReadText(r, v, p), p)) { Switch = SwitchForm.Value };

    public static OptionType Boolean { get; } = new("true or false", Schemas.OfType("boolean"), (r, v, p) => r.Boolean(v, p)) { Switch = SwitchForm.Flag };

    public static OptionType ClusterId { get; } = new(
        "a cluster's id", new() { ["type"] = "string", ["pattern"] = Names.ClusterIdPattern }, (r, v, p) => ReadClusterId(r, v, p)) { Switch = SwitchForm.Value };

    public static OptionType S3Folder { get; } = new(
        "an S3 folder", new() { ["type"] = "string", ["pattern"] = "^[sS]3[an]?://" },
        (r, v, p) => Names.CheckS3(r, r.Text(v, p), p)?.AsFolder().ToString()) { Switch = SwitchForm.Value };

    /// <summary>A list; a lone value is a list of one.</summary>
    public static OptionType Texts { get; } = new(
        "a list of texts", Schemas.OneOrMany(Schemas.OfType("string")), (r, v, p) => ReadList(v, p, (i, ip) => ReadText(r, i, ip))) { Switch = SwitchForm.Repeated };

    /// <summary>Commands of a shell, in which files may be named.</summary>
    public static OptionType Commands { get; } = Checked("a list of shell commands", text => ShellCommand.Parse(text));

    /// <summary>Programs with their arguments.</summary>
    public static OptionType CommandLines { get; } = Checked(
        "a list of commands", text => { if (ShellWords.Split(text).Count == 0) throw new FormatException("has no word"); });

    /// <summary>Files, each <c>path#name</c> or a path.</summary>
    public static OptionType Files { get; } = Checked("a list of files", text => FileReference.Parse(text, ReferenceKind.File));

    /// <summary>A command: its words, or one text that is split as a shell would.</summary>
    public static OptionType Words { get; } = new("a command", Schemas.OneOrMany(Schemas.OfType("string")), ReadWords) { Switch = SwitchForm.Value };

    public static OptionType Subnets { get; } = new(
        "a subnet's id, or a list of them", Schemas.OneOrMany(Schemas.OfType("string")),
        (r, v, p) => v.ValueKind == JsonValueKind.String && v.GetString()!.Length == 0 ? new JsonArray() : ReadList(v, p, (i, ip) => ReadText(r, i, ip))) { Switch = SwitchForm.Repeated, SplitsAtCommas = true };

    /// <summary>Names and texts; null takes a name away that a source below has.</summary>
    public static OptionType Map { get; } = new("names with texts", Schemas.MapOfTexts(), (r, v, p) => ReadMap(r, v, p)) { Switch = SwitchForm.Pairs };

    public static OptionType Tags { get; } = new("names with texts", Schemas.MapOfTexts(), ReadTags) { Switch = SwitchForm.Pairs };

    /// <summary>Names and values of any kind, as RunJobFlow takes them.</summary>
    public static OptionType EmrParams { get; } = new(
        "members of RunJobFlow by dotted path", Schemas.OfType("object"),
        (r, v, p) => v.ValueKind == JsonValueKind.Object ? Node(v) : Wrong(r, v, p, "an object")) { Switch = SwitchForm.Pairs };

    public static OptionType Price { get; } = new("a price in US dollars an hour", Schemas.TextOrNumber(), ReadPrice) { Switch = SwitchForm.Value };

    /// <summary>A text, or JSON that becomes one.</summary>
    public static OptionType JsonText { get; } = new(
        "JSON", new JsonObject(), (r, v, p) => v.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? v.GetRawText() : ReadText(r, v, p)) { Switch = SwitchForm.Value };

    /// <summary>Lists of EMR's own structures, given as RunJobFlow takes them.</summary>
    public static OptionType ShapesOf<T>()
        where T : class, new() => new(
            $"a list of EMR's {typeof(T).Name}", Schemas.ListOf(Schemas.OfType("object")),
            (r, v, p) => AwsShape.ReadList<T>(r, v, p) is null ? null : Node(v)) { Switch = SwitchForm.Json };

    public static OptionType Whole(int min, int max) => new(
        string.Create(CultureInfo.InvariantCulture, $"{min} to {max}"), new() { ["type"] = "integer", ["minimum"] = min, ["maximum"] = max },
        (r, v, p) => r.Number(v, p, min, max)) { Switch = SwitchForm.Value, IsNumber = true };

    public static OptionType OneOf(params string[] allowed) => new(
        string.Join(", ", allowed), Schemas.OneOf(allowed), (r, v, p) => ReadOneOf(r, v, p, allowed)) { Switch = SwitchForm.Value };

    public static OptionType SomeOf(params string[] allowed) => new(
        $"some of {string.Join(", ", allowed)}", Schemas.OneOrMany(Schemas.OneOf(allowed)),
        (r, v, p) => ReadList(v, p, (i, ip) => ReadOneOf(r, i, ip, allowed))) { Switch = SwitchForm.Repeated, SplitsAtCommas = true };

    /// <summary>For options that do nothing: whatever stands there.</summary>
    public static OptionType Any { get; } = new("anything", new JsonObject(), (_, v, _) => Node(v)) { Switch = SwitchForm.Value };

    private static OptionType Checked(string shape, Action<string> parse) => new(
        shape, Schemas.OneOrMany(Schemas.OfType("string")), (r, v, p) => ReadList(v, p, (i, ip) => Try(r, ip, ReadText(r, i, ip), parse))) { Switch = SwitchForm.Repeated };

    private static string? Try(JsonReader reader, string path, string? text, Action<string> parse)
    {
        try
        {
            if (text is not null)
                parse(text);
            return text;
        }
        catch (FormatException e)
        {
            reader.Fault(path, e.Message);
            return null;
        }
    }

    private static string? ReadText(JsonReader reader, JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Number ? value.GetRawText() : reader.Text(value, path); // YAML reads 0.10 and 12345 as numbers

    private static JsonArray? ReadList(JsonElement value, string path, Func<JsonElement, string, JsonNode?> item)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return item(value, path) is { } lone ? [lone] : null;
        var read = value.EnumerateArray().Select((v, i) => item(v, JsonReader.Item(path, i))).ToList();
        return read.Contains(null) ? null : [.. read];
    }

    private static JsonArray? ReadWords(JsonReader reader, JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return ReadList(value, path, (v, p) => ReadText(reader, v, p));
        if (ReadText(reader, value, path) is not { } text)
            return null;
        try
        {
            var words = ShellWords.Split(text);
            return words.Count > 0 ? [.. words.Select(word => (JsonNode?)word)] : throw new FormatException("has no word");
        }
        catch (FormatException e)
        {
            reader.Fault(path, e.Message);
            return null;
        }
    }

    private static JsonObject? ReadMap(JsonReader reader, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return (JsonObject?)Wrong(reader, value, path, "an object of texts");
        var map = new JsonObject();
        foreach (var member in value.EnumerateObject())
            map[member.Name] = ReadMapValue(reader, member.Value, JsonReader.Child(path, member.Name));
        return map;
    }

    /// <summary>A text; null, which removes; or the wrapper of a cleared value around one of them.</summary>
    private static JsonNode? ReadMapValue(JsonReader reader, JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(), // an empty text is a value, too
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Object when Given.IsWrapper(value, out var inner) && !Given.IsWrapper(inner, out _) => Given.Wrapped(ReadMapValue(reader, inner, path)),
        _ => Wrong(reader, value, path, "a text, a number, true or false, or null"),
    };

    private static JsonObject? ReadTags(JsonReader reader, JsonElement value, string path)
    {
        var tags = ReadMap(reader, value, path);
        foreach (var (key, _) in tags?.Where(t => (t.Key.StartsWith("mrjob:", StringComparison.Ordinal) && t.Key != ClusterTags.Exempt) || t.Key.StartsWith("aws:", StringComparison.Ordinal)) ?? [])
            reader.Fault(JsonReader.Child(path, key), $"is not yours to set: tags of the service start with mrjob: (only {ClusterTags.Exempt} is for you), those of AWS with aws:");
        return tags;
    }

    private static string? ReadClusterId(JsonReader reader, JsonElement value, string path)
    {
        var id = reader.Text(value, path);
        if (id is null || Names.IsClusterId(id))
            return id;
        reader.Fault(path, $"is '{id}'; a cluster's id is 'j-' and capital letters and digits");
        return null;
    }

    private static JsonNode? ReadPrice(JsonReader reader, JsonElement value, string path)
    {
        var text = ReadText(reader, value, path);
        if (text is null || decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))
            return text;
        reader.Fault(path, $"is '{text}'; it must be a price in US dollars an hour, such as 0.10; 0 means on-demand");
        return null;
    }

    private static JsonNode? ReadOneOf(JsonReader reader, JsonElement value, string path, string[] allowed)
    {
        var text = reader.Text(value, path);
        if (text is null || allowed.Contains(text))
            return text;
        reader.Fault(path, NearestName.Unknown(text, allowed).Insert(0, $"'{text}' "));
        return null;
    }

    private static JsonNode? Wrong(JsonReader reader, JsonElement value, string path, string allowed)
    {
        reader.Wrong(value, path, allowed);
        return null;
    }

    private static JsonNode? Node(JsonElement value) => JsonNode.Parse(value.GetRawText());
}
