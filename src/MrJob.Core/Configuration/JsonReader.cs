using System.Globalization;
using System.Text.Json;

namespace MrJob.Core.Configuration;

/// <summary>
/// Reads a JSON document that a person wrote, collecting every fault with its path instead of stopping at the first.
/// A value that cannot be read gives null, and its fault.
/// </summary>
internal sealed class JsonReader(List<Fault> faults)
{
    /// <summary>Parses a document and reads it. A text that is no JSON is a fault at the root.</summary>
    public T? Document<T>(string? text, Func<JsonElement, T?> read)
        where T : class
    {
        const string root = "$";
        try
        {
            using var document = JsonDocument.Parse(text ?? "");
            return CheckTexts(document.RootElement, root) ? read(document.RootElement) : null;
        }
        catch (JsonException e)
        {
            var where = e.LineNumber is { } line ? $" at line {line + 1}, byte {e.BytePositionInLine + 1}" : "";
            Fault(root, string.IsNullOrWhiteSpace(text) ? "the body is empty; it must be a JSON object" : $"the body is not JSON, or nested too deeply{where}");
            return null;
        }
    }

    private const int MostFaults = 100; // enough for any person to read; more would not fit an answer

    /// <summary>Takes note of a fault. Beyond a hundred only that there are more.</summary>
    public void Fault(string path, string detail)
    {
        if (faults.Count < MostFaults)
            faults.Add(new(path, detail));
        else if (faults.Count == MostFaults)
            faults.Add(new("$", "has more faults than are listed here"));
    }

    /// <summary>The object's members by name. Names not in <paramref name="known"/> are faults that offer the nearest known one.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Members(JsonElement value, string path, params IEnumerable<string> known)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return Wrong<IReadOnlyDictionary<string, JsonElement>>(value, path, "an object");
        var members = new Dictionary<string, JsonElement>();
        foreach (var member in value.EnumerateObject())
        {
            if (!known.Contains(member.Name))
                Fault(Child(path, member.Name), NearestName.Unknown(member.Name, known));
            else if (!members.TryAdd(member.Name, member.Value))
                Fault(Child(path, member.Name), "given twice");
        }
        return members;
    }

    public string? Text(JsonElement value, string path) => value.ValueKind == JsonValueKind.String
        ? value.GetString() is { Length: > 0 } text ? text : Wrong<string>(path, "is empty; it must have at least one character")
        : Wrong<string>(value, path, "a string");

    public bool? Boolean(JsonElement value, string path)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Wrong<string>(value, path, "true or false");
        return null;
    }

    public int? Number(JsonElement value, string path, int min, int max)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max)
            return number;
        Wrong<string>(value, path, string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"));
        return null;
    }

    public IReadOnlyList<string>? Texts(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return Wrong<IReadOnlyList<string>>(value, path, "a list of strings");
        return [.. value.EnumerateArray().Select((item, i) => Text(item, Item(path, i))).OfType<string>()];
    }

    /// <summary>An object of strings; numbers and booleans are taken as Hadoop and environments write them.</summary>
    public IReadOnlyDictionary<string, string>? TextMap(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return Wrong<IReadOnlyDictionary<string, string>>(value, path, "an object of strings");
        var map = new Dictionary<string, string>();
        foreach (var member in value.EnumerateObject())
        {
            if (Scalar(member.Value) is { } text)
                map[member.Name] = text;
            else
                Wrong<string>(member.Value, Child(path, member.Name), "a string, a number or a boolean");
        }
        return map;
    }

    public static string Child(string path, string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? $"{path}.{name}" : $"{path}['{name}']";

    public static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>Whether every text in the document can be read: JSON can escape half a character, which no string can hold.</summary>
    private bool CheckTexts(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(m => CheckText(() => m.Name, path) && CheckTexts(m.Value, Child(path, m.Name))),
        JsonValueKind.Array => value.EnumerateArray().Select((item, i) => CheckTexts(item, Item(path, i))).All(good => good),
        JsonValueKind.String => CheckText(value.GetString, path),
        _ => true,
    };

    private bool CheckText(Func<string?> read, string path)
    {
        try
        {
            read();
            return true;
        }
        catch (InvalidOperationException) // what System.Text.Json says of a lone surrogate
        {
            Fault(path, "has a text with half a character (a lone surrogate)");
            return false;
        }
    }

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>Takes note that a value is not what it must be.</summary>
    /// <param name="allowed">Such as <c>a list of strings</c>.</param>
    public void Wrong(JsonElement value, string path, string allowed) => Wrong<string>(value, path, allowed);

    private T? Wrong<T>(JsonElement value, string path, string allowed)
        where T : class => Wrong<T>(path, $"is {Shown(value)}; it must be {allowed}");

    private T? Wrong<T>(string path, string detail)
        where T : class
    {
        Fault(path, detail);
        return null;
    }

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        _ when value.GetRawText() is { Length: <= 60 } raw => raw,
        _ => "a long text",
    };
}
