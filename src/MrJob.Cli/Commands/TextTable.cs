namespace MrJob.Cli.Commands;

/// <summary>Tables that a person can read: columns as wide as they must be, two blanks between.</summary>
internal static class TextTable
{
    public static string Of(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var lines = rows.Prepend(header).ToList();
        var widths = header.Select((_, i) => lines.Max(l => l[i].Length)).ToList();
        return string.Join(Environment.NewLine, lines.Select(l => string.Join("  ", l.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd()));
    }
}
