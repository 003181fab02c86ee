using System.Text.Json;

namespace MrJob.Core.Configuration;

/// <summary>Reads the optional members of an object by name: what is not there, or cannot be read, is nothing.</summary>
internal readonly struct MemberReader(JsonReader reader, IReadOnlyDictionary<string, JsonElement> members, string path)
{
    public string? Text(string name) => members.TryGetValue(name, out var value) ? reader.Text(value, JsonReader.Child(path, name)) : null;

    public string? Required(string name)
    {
        if (members.ContainsKey(name))
            return Text(name);
        reader.Fault(JsonReader.Child(path, name), "is missing; it must be a string");
        return null;
    }

    public IReadOnlyList<string> Texts(string name) => members.TryGetValue(name, out var value) ? reader.Texts(value, JsonReader.Child(path, name)) ?? [] : [];

    public bool Boolean(string name) => members.TryGetValue(name, out var value) && reader.Boolean(value, JsonReader.Child(path, name)) == true;

    public IReadOnlyDictionary<string, string> TextMap(string name) =>
        members.TryGetValue(name, out var value) && reader.TextMap(value, JsonReader.Child(path, name)) is { } map ? map : new Dictionary<string, string>();
}
