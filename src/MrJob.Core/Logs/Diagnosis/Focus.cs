using System.Text.RegularExpressions;
using MrJob.Core.Logs.Parsing;

namespace MrJob.Core.Logs.Diagnosis;

/// <summary>Shows of an exception's chain the part that says something. Pure.</summary>
internal static partial class Focus
{
    private const string CausedBy = "Caused by: ";

    /// <summary>The exception at the end of the chain, or the one before where the last is only how it showed.</summary>
    public static LogExcerpt On(LogError error)
    {
        var excerpt = error.Excerpt;
        var lines = excerpt.Text.Split('\n');
        if (lines.Length != excerpt.LastLine - excerpt.FirstLine + 1 || error.Kind is ErrorKind.Traceback or ErrorKind.Lost)
            return excerpt; // where lines were left out, it is not known which
        var chain = Enumerable.Range(0, lines.Length).Where(i => lines[i].StartsWith(CausedBy, StringComparison.Ordinal)).ToList();
        if (chain.Count == 0)
            return excerpt;
        var first = chain[^1];
        if (SaysNothing().IsMatch(lines[first]))
            first = chain.Count > 1 ? chain[^2] : 0;
        else if (SaysLittle().IsMatch(lines[first]))
            first = chain.Count > 1 ? chain[^2] : 0;
        // An exception without words of its own repeats those of its cause: then the chain is told from there.
        var words = lines[first].Replace(CausedBy, "", StringComparison.Ordinal);
        first = chain.Prepend(0).First(i => lines[i].Contains(words, StringComparison.Ordinal));
        return new(string.Join('\n', lines[first..]), excerpt.FirstLine + first, excerpt.LastLine);
    }

    /// <summary>Only a class; those of Java itself say enough by their names.</summary>
    [GeneratedRegex(@"^Caused by: (?!java\.)[\w.$]+\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex SaysNothing();

    [GeneratedRegex(
        @"^Caused by: (?:java\.io\.EOFException|java\.io\.IOException: (?:error=|Broken pipe|Connection reset)|java\.util\.zip\.|java\.net\.(?:Connect|SocketTimeout|Socket|NoRouteToHost)Exception|java\.util\.concurrent\.TimeoutException|java\.lang\.InterruptedException|sun\.|javax\.net\.ssl\.|java\.lang\.Exception$)",
        RegexOptions.CultureInvariant)]
    private static partial Regex SaysLittle();
}
