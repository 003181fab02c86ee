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
            if (FaultOf(values[name], slot) is { } fault)
                return (text, $"cannot have '{Shown(values[name])}' as {{{name}}}: it {fault}");
        if (slot == Slot.Command)
            return FillCommand(text);
        var filled = Placeholders.Fill(text, name => values[name]);
        if (Placeholders.In(text).Count > 0 && FaultOfWhole(text, filled, slot) is { } whole)
            return (text, $"would be '{Shown(filled)}', which {whole}");
        return (slot == Slot.Input ? Placeholders.Fill(text, name => S3Glob.Escape(values[name])) : filled, null);
    }

    private (string Text, string? Fault) FillCommand(string command)
    {
        var filled = new List<string>();
        foreach (var word in HadoopWords.Split(command))
        {
            var text = Placeholders.Fill(HadoopWords.Unquoted(word), name => values[name]);
            if (Placeholders.In(word).Count == 0)
                filled.Add(Placeholders.Fill(word, _ => ""));
            else if (FaultOfWhole(HadoopWords.Unquoted(word), text, Slot.Argument) is { } fault)
                return (command, $"would have the word '{Shown(text)}', which {fault}");
            else if (StreamingWords.TryQuote(text) is { } quoted)
                filled.Add(quoted);
            else
                return (command, $"cannot have a word with both kinds of quotes, as {word} would have: Hadoop streaming has no way to write it");
        }
        return (string.Join(' ', filled), null);
    }

    private static string? FaultOf(string value, Slot slot)
    {
        if (value.Any(char.IsControl))
            return "has a control character";
        if (slot is Slot.Argument or Slot.Command && value.AsSpan().ContainsAny('<', '>'))
            return "has a < or >, which stand for the step's paths";
        return slot == Slot.Plain && !PlainText().IsMatch(value) ? "may have letters, digits and . _ - / : = + @ here" : null;
    }

    /// <summary>What is wrong with what several values and the rule's own text make together.</summary>
    private static string? FaultOfWhole(string text, string filled, Slot slot)
    {
        if (slot == Slot.Argument && filled.StartsWith('-') && !text.StartsWith('-'))
            return "begins with -, and the program would take it for a switch";
        if (filled.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme)
        {
            var parts = filled[(scheme + 3)..].TrimEnd('/').Split('/');
            if (parts.Any(p => p is "." or ".."))
                return "has a folder . or .., which Hadoop would leave";
            if (slot is Slot.Input or Slot.Folder && parts.Skip(1).Contains("")) // of hdfs:/// the host may be left out
                return "has a folder without a name, which Hadoop would pass over";
        }
        return null;
    }

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
