using System.Globalization;
using System.Text;
using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Streaming.Records;

/// <summary>
/// The fields of a key that <c>KeyFieldBasedComparator</c> and <c>KeyFieldBasedPartitioner</c> look at, chosen as for <c>sort</c>:
/// <c>-k pos1[,pos2]</c> with positions <c>field[.character][nr]</c>, all counted from 1, in bytes; <c>-n</c>, <c>-r</c> and <c>-nr</c>
/// for fields that say neither. Source: Hadoop's <c>KeyFieldHelper</c>, with its arithmetic.
/// </summary>
internal sealed class KeyFields(IReadOnlyList<KeyField> fields, string separator)
{
    private readonly byte[] separator = Encoding.UTF8.GetBytes(separator);

    public IReadOnlyList<KeyField> Fields => fields;

    /// <summary>Reads the options; without a <c>-k</c> the whole key is the one field.</summary>
    /// <param name="name">The property that they come from.</param>
    /// <exception cref="StreamingClientException">A <c>-k</c> cannot be read.</exception>
    public static KeyFields Parse(string options, string separator, string name)
    {
        var words = new Queue<string>(options.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var (numeric, reverse) = (false, false);
        var fields = new List<KeyField>();
        while (words.TryDequeue(out var word))
        {
            numeric |= word is "-n" or "-nr";
            reverse |= word is "-r" or "-nr";
            if (word == "-k" && words.TryDequeue(out var apart))
                fields.Add(KeyField.Parse(apart, name));
            else if (word.Length > 2 && word.StartsWith("-k", StringComparison.Ordinal))
                fields.Add(KeyField.Parse(word[2..], name));
        }

        if (fields.Count == 0)
            fields.Add(KeyField.WholeKey);
        return new KeyFields(
            [.. fields.Select(field => field.Numeric || field.Reverse ? field : field with { Numeric = numeric, Reverse = reverse })], separator);
    }

    /// <summary>Where in the key each field lies, in order; one that the key has not starts at -1.</summary>
    /// <param name="ranges">As many as there are fields.</param>
    public void Find(ReadOnlySpan<byte> key, Span<(int Start, int End)> ranges)
    {
        for (var i = 0; i < fields.Count; i++)
            ranges[i] = (Start(key, fields[i]), End(key, fields[i]));
    }

    private int Start(ReadOnlySpan<byte> key, KeyField field)
    {
        if (!TryFind(key, field.BeginField, out var position, out _))
            return -1;
        return position + field.BeginCharacter <= key.Length ? position + field.BeginCharacter - 1 : -1;
    }

    private int End(ReadOnlySpan<byte> key, KeyField field)
    {
        if (field.EndField == 0 || !TryFind(key, field.EndField, out var position, out var length))
            return key.Length;
        return Math.Min(position + (field.EndCharacter == 0 ? length : field.EndCharacter), key.Length);
    }

    /// <summary>
    /// A field's position and length. With a separator of several bytes they are what Hadoop makes of it: it takes only the first for
    /// the separator when it measures fields, and all when it adds them up.
    /// </summary>
    private bool TryFind(ReadOnlySpan<byte> key, int field, out int position, out int length)
    {
        (position, var start) = (0, 0);
        for (var number = 1; ; number++)
        {
            var found = key[start..].IndexOf(separator);
            length = found < 0 ? key.Length - start : found;
            if (number == field)
                return true;
            if (found < 0)
                return false;
            position += length + separator.Length;
            start += found + 1;
        }
    }
}

/// <summary>One <c>-k</c>: from a character of a field to the end of the key (<paramref name="EndField"/> 0) or a character of a field (0: its last).</summary>
internal sealed record KeyField(int BeginField, int BeginCharacter, int EndField, int EndCharacter, bool Numeric, bool Reverse)
{
    private const string Form = "-k pos1[,pos2], where pos is of the form field[.character][nr]";

    public static KeyField WholeKey { get; } = new(1, 1, 0, 0, false, false);

    /// <exception cref="StreamingClientException">It has another form.</exception>
    public static KeyField Parse(string text, string name)
    {
        if (text.Split(',') is not { Length: <= 2 } positions
            || ReadPosition(positions[0], 1) is not { } begin
            || ReadPosition(positions.ElementAtOrDefault(1) ?? "0", 0) is not { } end)
            throw new StreamingClientException(1, $"{name}: Invalid -k argument \"{text}\". Must be of the form {Form}");
        return new KeyField(begin.Field, begin.Character, end.Field, end.Character, begin.Numeric || end.Numeric, begin.Reverse || end.Reverse);
    }

    private static (int Field, int Character, bool Numeric, bool Reverse)? ReadPosition(string text, int firstCharacter)
    {
        var number = text.TrimEnd('n', 'r');
        var options = text[number.Length..];
        var parts = number.Split('.');
        if (parts.Length > 2 || !TryNumber(parts[0], firstCharacter, out var field))
            return null;
        var character = firstCharacter;
        if (parts.Length == 2 && !TryNumber(parts[1], firstCharacter, out character))
            return null;
        return (field, character, options.Contains('n', StringComparison.Ordinal), options.Contains('r', StringComparison.Ordinal));
    }

    private static bool TryNumber(string text, int least, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least;
}
