using System.Text.Json;

namespace MrJob.Core.Configuration;

/// <summary>Reads options of one source: checks each, takes old names for new ones, and says what has been replaced.</summary>
internal static class OptionReader
{
    private static readonly IReadOnlyList<string> Known = [.. OptionTable.All.Select(o => o.Name), .. OldNames.All.Select(o => o.Old)];

    /// <param name="value">An object with options.</param>
    /// <param name="forService">The service refuses what is not for it; the command takes everything.</param>
    public static OptionLayer Read(JsonReader reader, JsonElement value, string path, string source, bool forService)
    {
        var values = new Dictionary<string, Given>();
        var notes = new List<OptionNote>();
        foreach (var (given, member) in reader.Members(value, path, Known) ?? new Dictionary<string, JsonElement>())
        {
            var old = OldNames.Find(given, member);
            if (old is { } today)
                notes.Add(new(given, today.Note));
            ReadOne(reader, JsonReader.Child(path, given), OptionTable.Find(old?.Name ?? given)!, old?.Value ?? member);
        }
        return new(source, values) { Notes = notes };

        void ReadOne(JsonReader reader, string where, Option option, JsonElement member)
        {
            if (member.ValueKind == JsonValueKind.Null)
                return; // as if it were not there: mrjob.conf has `subnet:` and nothing behind it
            if (forService && option.RefusedBecause is { } refused)
                reader.Fault(where, $"is not taken: {refused}");
            else if (values.ContainsKey(option.Name))
                reader.Fault(where, $"is given twice, the other time as {option.Name} or another old name of it");
            else if (Value(reader, where, option, member) is { } read)
                values[option.Name] = read;
            if (option.ReplacedBy is { } replacement)
                notes.Add(new(option.Name, $"does nothing here: {replacement}"));
            else if (forService && option is { Scope: OptionScope.Client, RefusedBecause: null })
                notes.Add(new(option.Name, "is for the command; the service has no use for it"));
        }
    }

    private static Given? Value(JsonReader reader, string path, Option option, JsonElement member)
    {
        var clears = Given.IsWrapper(member, out var inner);
        var value = clears ? inner : member;
        if (clears && Given.IsWrapper(value, out _))
        {
            reader.Fault(path, "clears twice; a value is cleared once");
            return null;
        }
        if (clears && value.ValueKind == JsonValueKind.Null)
            return new(null, Clears: true);
        return option.Type.Read(reader, value, path) is { } read ? new Given(read, clears) : null;
    }
}
