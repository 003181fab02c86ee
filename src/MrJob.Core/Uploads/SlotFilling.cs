using System.Text.RegularExpressions;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;

namespace MrJob.Core.Uploads;

/// <summary>
/// Puts what an object's name says into a text of a job: so that whoever may upload gains nothing by a file's name. Pure.
/// </summary>
/// <param name="values">By placeholder.</param>
internal sealed partial class SlotFilling(IReadOnlyDictionary<string, string> values)
{
    /// <summary>The text, and null; or what is wrong with a value.</summary>
    public (string Text, string? Fault) Fill(string text, Slot slot)
    {
        foreach (var name in Placeholders.In(text))
            if (FaultOf(name, values[name], text, slot) is { } fault)
                return (text, $"cannot have '{Shown(values[name])}' as {{{name}}}: it {fault}");
        return slot == Slot.Command ? FillCommand(text) : (Filled(text, slot), null);
    }

    private string Filled(string text, Slot slot) => Placeholders.Fill(text, name => slot == Slot.Input ? S3Glob.Escape(values[name]) : values[name]);

    private (string Text, string? Fault) FillCommand(string command)
    {
        var filled = new List<string>();
        foreach (var word in HadoopWords.Split(command))
        {
            if (Placeholders.In(word).Count == 0)
                filled.Add(Placeholders.Fill(word, _ => ""));
            else if (StreamingWords.TryQuote(Filled(HadoopWords.Unquoted(word), Slot.Command)) is { } quoted)
                filled.Add(quoted);
            else
                return (command, $"cannot have a word with both kinds of quotes, as {word} would have: Hadoop streaming has no way to write it");
        }
        return (string.Join(' ', filled), null);
    }

    private static string? FaultOf(string name, string value, string text, Slot slot)
    {
        if (value.Any(char.IsControl))
            return "has a control character";
        if (slot is Slot.Input or Slot.Folder && value.Split('/').Skip(IsUri(name) ? 3 : 0).SkipLast(1).Append(value[(value.LastIndexOf('/') + 1)..]).Any(p => p is "." or ".."))
            return "has a folder . or .., which Hadoop would leave";
        if (slot is Slot.Input or Slot.Folder && (value.Contains("//", StringComparison.Ordinal) && !IsUri(name) || IsUri(name) && value.LastIndexOf("//", StringComparison.Ordinal) > "s3:".Length))
            return "has a folder without a name, which Hadoop would pass over";
        if (slot is Slot.Argument or Slot.Command && value.AsSpan().ContainsAny('<', '>'))
            return "has a < or >, which stand for the step's paths";
        if (slot is Slot.Argument or Slot.Command && value.StartsWith('-') && StartsWord(text, name, slot))
            return "begins with -, and the program would take it for a switch";
        return slot == Slot.Plain && !PlainText().IsMatch(value) ? "may have letters, digits and . _ - / : = + @ here" : null;
    }

    private static bool IsUri(string name) => name is "object" or "folder";

    private static bool StartsWord(string text, string name, Slot slot) =>
        (slot == Slot.Command ? HadoopWords.Split(text).Select(HadoopWords.Unquoted) : [text]).Any(w => w.StartsWith($"{{{name}}}", StringComparison.Ordinal));

    private static string Shown(string value) => value.Length > 100 ? value[..100] + "…" : value;

    [GeneratedRegex(@"\A[A-Za-z0-9._/:=+@-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainText();
}

/// <summary>Words of a command as Hadoop streaming splits it: spaces end a word, quotes group, nothing escapes. Pure.</summary>
internal static class HadoopWords
{
    /// <summary>With their quotes.</summary>
    public static IReadOnlyList<string> Split(string command)
    {
        var words = new List<string>();
        var (start, quote) = (0, '\0');
        for (var i = 0; i <= command.Length; i++)
        {
            var c = i < command.Length ? command[i] : ' ';
            if (quote != '\0' && i < command.Length)
                quote = c == quote ? '\0' : quote;
            else if (c is '\'' or '"')
                quote = c;
            else if (char.IsWhiteSpace(c))
            {
                if (i > start)
                    words.Add(command[start..i]);
                start = i + 1;
            }
        }
        return words;
    }

    /// <summary>Without the quotes around the whole word, if there are any.</summary>
    public static string Unquoted(string word) => word.Length > 1 && word[0] is '\'' or '"' && word[^1] == word[0] && word.IndexOf(word[0], 1) == word.Length - 1 ? word[1..^1] : word;

    /// <summary>Whether quotes are around a part of the word only.</summary>
    public static bool IsPartlyQuoted(string word) => Unquoted(word) is var text && text.AsSpan().ContainsAny('\'', '"');
}
