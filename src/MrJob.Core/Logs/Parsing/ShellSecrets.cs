using System.Text.RegularExpressions;

namespace MrJob.Core.Logs.Parsing;

/// <summary>
/// Takes secrets out of what <c>sh -x</c> shows of the commands it runs: an excerpt goes into the job's record, which more people may read than the
/// logs. Pure.
/// </summary>
internal static partial class ShellSecrets
{
    public static string Hide(string text) => text.StartsWith('+') || text.Contains("\n+", StringComparison.Ordinal)
        ? Trace().Replace(text, line => Assignment().Replace(line.Value, "$1…")) : text;

    [GeneratedRegex(@"^\++ .*$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Trace();

    [GeneratedRegex(@"(\b\w*(?:secret|token|passw|api_?key|access_?key|credential)\w*[ =:]+)(?:'[^']*'|""[^""]*""|\S+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Assignment();
}
