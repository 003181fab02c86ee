namespace MrJob.Core.Configuration;

/// <summary>Finds what a misspelt name was meant to be.</summary>
internal static class NearestName
{
    /// <summary>The words for an unknown name: the nearest known one, or all of them when none is near.</summary>
    public static string Unknown(string name, IEnumerable<string> known) => Of(name, known) is { } nearest
        ? $"is not known; did you mean '{nearest}'?"
        : $"is not known; allowed are {string.Join(", ", known.Order(StringComparer.Ordinal))}";

    /// <summary>The known name with the fewest edits, if they are at most a third of its letters.</summary>
    public static string? Of(string name, IEnumerable<string> known) => known
        .Select(k => (Name: k, Edits: Distance(name, k)))
        .Where(k => k.Edits <= Math.Max(1, k.Name.Length / 3))
        .OrderBy(k => k.Edits).ThenBy(k => k.Name, StringComparer.Ordinal)
        .Select(k => k.Name).FirstOrDefault();

    /// <summary>Levenshtein's distance. Names longer than any of ours are not compared: they would only cost time.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > 64)
            return int.MaxValue;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
