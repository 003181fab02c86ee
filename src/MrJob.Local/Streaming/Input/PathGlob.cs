using System.Text;
using System.Text.RegularExpressions;
using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Streaming.Input;

/// <summary>Hadoop's file patterns: <c>* ? [a-z] [^a] {a,b}</c> and <c>\</c> before a character that stands for itself.</summary>
internal static class PathGlob
{
    private const string Special = "*?[{\\";

    public static bool IsPattern(string path) => path.AsSpan().ContainsAny(Special);

    /// <summary>The part of the pattern that every match starts with.</summary>
    public static string LiteralPrefix(string pattern) => pattern[..pattern.AsSpan().IndexOfAny(Special)];

    /// <summary>Matches a whole key. Only braces reach across a slash.</summary>
    /// <exception cref="StreamingClientException">A bracket or brace is not closed.</exception>
    public static Regex Compile(string pattern)
    {
        var regex = new StringBuilder("^(?:");
        var depth = 0;
        for (var i = 0; i < pattern.Length; i++)
            Append(regex, pattern, ref i, ref depth);
        if (depth > 0)
            throw Illegal(pattern, "a { is not closed");
        return new Regex(regex.Append(")$").ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }

    /// <summary>Splits at the commas between paths, not at those inside braces, as <c>FileInputFormat</c> does.</summary>
    public static IEnumerable<string> SplitList(string paths)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < paths.Length; i++)
        {
            depth += paths[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (paths[i] != ',' || depth > 0)
                continue;
            yield return paths[start..i];
            start = i + 1;
        }

        yield return paths[start..];
    }

    private static void Append(StringBuilder regex, string pattern, ref int i, ref int depth)
    {
        var c = pattern[i];
        if (c == '[')
            AppendSet(regex, pattern, ref i);
        else if (c == '\\' && i + 1 < pattern.Length)
            regex.Append(Regex.Escape(pattern[++i].ToString()));
        else if (c == '{')
            (depth, _) = (depth + 1, regex.Append("(?:"));
        else if (c == '}' && depth > 0)
            (depth, _) = (depth - 1, regex.Append(')'));
        else
            regex.Append(c switch
            {
                '*' => "[^/]*",
                '?' => "[^/]",
                ',' when depth > 0 => "|",
                _ => Regex.Escape(c.ToString()),
            });
    }

    private static void AppendSet(StringBuilder regex, string pattern, ref int i)
    {
        var end = pattern.IndexOf(']', i + 2 <= pattern.Length ? i + 2 : i);
        if (end < 0)
            throw Illegal(pattern, "a [ is not closed");
        var set = pattern[(i + 1)..end];
        var negated = set[0] is '^' or '!';
        set = (negated ? set[1..] : set).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)
            .Replace("]", "\\]", StringComparison.Ordinal).Replace("^", "\\^", StringComparison.Ordinal);
        regex.Append(negated ? "[^/" : "[").Append(set).Append(']');
        i = end;
    }

    private static StreamingClientException Illegal(string pattern, string fault) => new(5, $"Error Launching job : Illegal file pattern: {fault} in {pattern}");
}
