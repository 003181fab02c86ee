using System.Text.RegularExpressions;

namespace MrJob.Core.Logs.Parsing;

/// <summary>
/// With what programs end in other languages than Java and Python, each by the words of its own runtime: shells, Perl, Ruby, Node, Go, Rust, R, PHP, awk,
/// .NET and C++. Pure.
/// </summary>
internal static partial class LanguageErrors
{
    private const int MostLines = 20;

    /// <summary>Where the last such error is among the lines; null when there is none.</summary>
    public static (int First, int Last)? Find(IReadOnlyList<TailLine> lines)
    {
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            var text = lines[i].Text;
            if (Alone().IsMatch(text) || (PerlDeath().IsMatch(text) && !PerlWarning().IsMatch(text)))
                return (i, i);
            if (Begins().IsMatch(text) && !(i > 0 && Continues().IsMatch(text)))
                return (i, EndOf(lines, i));
        }
        return null;
    }

    /// <summary>A program's warnings and progress, by which it did not end: runtimes, package loaders and loggers have words of their own.</summary>
    public static bool IsChatter(string line) => Chatter().IsMatch(line);

    private static int EndOf(IReadOnlyList<TailLine> lines, int first)
    {
        var last = first;
        while (last + 1 < lines.Count && last + 1 - first < MostLines && Continues().IsMatch(lines[last + 1].Text))
            last++;
        return last;
    }

    // bash and sh; jq; awk
    [GeneratedRegex(@"^\S+: (?:line )?\d+: (?!\s*\d+ ).*(?:unbound variable|parameter not set|syntax error|bad substitution|ambiguous redirect|invalid \w+|integer expression expected|parameter null or not set|readonly variable|division by 0)|^jq: error|^[gmn]?awk: .*syntax error", RegexOptions.CultureInvariant)]
    private static partial Regex Alone();

    [GeneratedRegex(@"^\S.* at \S+ line \d+(?:, <[^>]*> (?:line|chunk) \d+)?\.$", RegexOptions.CultureInvariant)]
    private static partial Regex PerlDeath();

    [GeneratedRegex(@"^(?:Use of uninitialized|Argument "".*"" isn't numeric|Odd number of|Wide character|Deep recursion|Useless use|Scalar value|Possible |Name ""|Subroutine \S+ redefined|.* masks earlier|substr outside|splice\(\) offset|Reference found|BEGIN failed--|Compilation failed in require|Execution of )", RegexOptions.CultureInvariant)]
    private static partial Regex PerlWarning();

    // Ruby; Node; Go; Rust; R; PHP; .NET; C++
    [GeneratedRegex(
        @"^\S+:\d+:in [`'][^']*': .+|^(?:Uncaught )?(?:[A-Z]\w*(?:Error|Exception)|Error)(?: \[\w+\])?: (?!java\.)\S.*|^panic: |^thread '[^']*' .*panicked at|^Error in (?!query)\S.* : ?|^(?:PHP )?(?:Fatal|Parse) error: +|^Unhandled exception[.:] |^terminate called ",
        RegexOptions.CultureInvariant)]
    private static partial Regex Begins();

    // Stacks, and what else belongs to the error above it.
    [GeneratedRegex(@"^\s+at |^\tfrom |^\s+\d+: (?:from )?|^goroutine |^main\.|^\t/|^note: run with|^Calls: |^  what\(\):|^   at |^#\d+ |^Stack trace:|^  thrown in |^exit status \d+$|^\[recovered\]", RegexOptions.CultureInvariant)]
    private static partial Regex Continues();

    [GeneratedRegex(
        @"^(?:reporter:(?:counter|status):|(?:INFO|DEBUG|WARNING|WARN|NOTICE)[: ]|\(node:\d+\) |\(Use `node |Node\.js v\d|perl: warning: |\t(?:LANGUAGE|LC_\w+|LANG) = |    are supported and installed|bash: warning: |Loading required package: |Attaching package: |The following objects? (?:is|are) masked |    filter, lag|Warning message|In addition: Warning|Execution halted|BEGIN failed--|Compilation failed in require|In \S.* : |[Ww]arning: |[A-Z][a-z]{2} \d{2}, \d{4} \d\d?:\d\d:\d\d [AP]M )"
        + @"|^\S+:\d+: (?:warning: |\w*Warning: )|: \w*Warning: ",
        RegexOptions.CultureInvariant)]
    private static partial Regex Chatter();
}
