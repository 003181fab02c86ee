namespace MrJob.Local.Events;

/// <summary>The operator <c>wildcard</c>: <c>*</c> stands for any text; <c>\*</c> and <c>\\</c> for themselves.</summary>
internal static class EventWildcard
{
    public static Func<string, bool> Parse(string text, string path)
    {
        var parts = Parts(text, path);
        return value => Matches(parts, value);
    }

    private static List<string> Parts(string text, string path)
    {
        var parts = new List<string> { "" };
        var afterStar = false;
        for (var n = 0; n < text.Length; n++)
        {
            var star = text[n] == '*';
            if (star && afterStar)
                throw new EventPatternException(path, $"the wildcard '{text}'; '*' must not follow '*'.");
            if (text[n] == '\\' && (++n == text.Length || text[n] is not ('*' or '\\')))
                throw new EventPatternException(path, $"the wildcard '{text}'; '\\' must come before '*' or '\\'.");

            if (star)
                parts.Add("");
            else
                parts[^1] += text[n];
            afterStar = star;
        }

        return parts;
    }

    private static bool Matches(List<string> parts, string value)
    {
        if (parts.Count == 1)
            return value == parts[0];
        if (value.Length < parts[0].Length + parts[^1].Length || !value.StartsWith(parts[0], StringComparison.Ordinal)
            || !value.EndsWith(parts[^1], StringComparison.Ordinal))
            return false;

        // Taking each part at its first place leaves the most room for the rest.
        var rest = value.AsSpan()[parts[0].Length..^parts[^1].Length];
        foreach (var part in parts[1..^1])
        {
            var at = rest.IndexOf(part, StringComparison.Ordinal);
            if (at < 0)
                return false;
            rest = rest[(at + part.Length)..];
        }

        return true;
    }
}
