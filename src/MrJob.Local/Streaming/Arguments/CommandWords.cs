namespace MrJob.Local.Streaming.Arguments;

/// <summary>Splits a streaming command into words as Hadoop's <c>PipeMapRed.splitArgs</c> does, without a shell.</summary>
internal static class CommandWords
{
    /// <summary>
    /// Only spaces and quotes separate. Single and double quotes group and are removed; each quote also ends the word before
    /// it, so <c>a'b c'd</c> is three words, and <c>''</c> is none. Nothing is expanded and nothing escapes a quote.
    /// </summary>
    public static IReadOnlyList<string> Split(string command)
    {
        var words = new List<string>();
        var quote = '\0';
        var start = 0;
        for (var i = 0; i <= command.Length; i++)
        {
            if (i < command.Length && !Separates(command[i], ref quote))
                continue;
            if (i > start)
                words.Add(command[start..i]);
            start = i + 1;
        }

        return words;
    }

    private static bool Separates(char c, ref char quote)
    {
        if (c == ' ')
            return quote == '\0';
        if (c is not ('\'' or '"') || (quote != '\0' && quote != c))
            return false;
        quote = quote == '\0' ? c : '\0';
        return true;
    }
}
