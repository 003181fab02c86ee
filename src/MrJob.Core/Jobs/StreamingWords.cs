using MrJob.Core.Configuration;

namespace MrJob.Core.Jobs;

/// <summary>
/// Words as a command that Hadoop streaming splits into the same words again. Its <c>PipeMapRed.splitArgs</c> is no shell: spaces and quotes end a word,
/// quotes group, and nothing escapes a quote. So it cannot be told an empty word, nor one with both kinds of quotes; a shell has to. Pure.
/// </summary>
internal static class StreamingWords
{
    /// <summary>Whoever runs the command may add words, as the wrapper of <c>input_manifest</c> does.</summary>
    private const string MoreWords = "\"$@\"";

    /// <param name="shell">The words of <c>sh_bin</c>.</param>
    public static string Join(IReadOnlyList<string> words, IReadOnlyList<string> shell) => words.All(CanBeSaid)
        ? string.Join(' ', words.Select(Quote))
        : $"{string.Join(' ', shell.Select(Quote))} -c 'eval \"$(printf %b \"{Encode($"{ShellWords.Join(words)} {MoreWords}")}\")\"' sh";

    /// <summary>The word as Hadoop streaming reads it back; null when that cannot be written.</summary>
    public static string? TryQuote(string word) => CanBeSaid(word) ? Quote(word) : null;

    private static bool CanBeSaid(string word) => word.Length > 0 && !(word.Contains('\'') && word.Contains('"'));

    private static string Quote(string word) => word.Contains('\'') ? $"\"{word}\"" : ShellWords.Quote(word);

    /// <summary>What <c>printf %b</c> prints as the text, without a character that means anything between double quotes, or is a single one.</summary>
    private static string Encode(string text) => string.Concat(text.Select(c => c switch
    {
        '\'' => @"\0047",
        '"' => @"\0042",
        '\\' => @"\0134",
        '$' => @"\0044",
        '`' => @"\0140",
        _ => c.ToString(),
    }));
}
