using System.Text;

namespace MrJob.Core.Logs.Parsing;

/// <summary>The last lines that say something, in memory of a fixed size. The shell's trace of a wrapper is kept, and marked.</summary>
internal sealed class TailLines
{
    private const int Most = 32; // a power of two: the place of a line is found without dividing
    private const int LongestLine = 2_000; // bytes

    private readonly (int Number, byte[] Text, int Length)[] _ring = new (int, byte[], int)[Most];
    private int _count;

    /// <summary>Takes the line, unless it is what the JVM and log4j say at every start.</summary>
    public void Add(LogLine line)
    {
        var text = line.Text;
        if (line.IsBlank || IsNoise(text))
            return;
        ref var place = ref _ring[_count++ & (Most - 1)];
        if (text.Length > LongestLine)
            text = text[..LongestLine];
        place.Text ??= new byte[LongestLine];
        text.CopyTo(place.Text);
        place.Number = line.Number;
        place.Length = text.Length;
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => _count = 0;

    /// <summary>The lines, the oldest first.</summary>
    public IReadOnlyList<TailLine> All()
    {
        var first = Math.Max(0, _count - Most);
        return [.. Enumerable.Range(first, _count - first).Select(i => _ring[i & (Most - 1)]).Select(p => new TailLine(p.Number, Encoding.UTF8.GetString(p.Text, 0, p.Length)))];
    }

    /// <summary>The lines from the last one that is wanted on; none when it is further back than <paramref name="most"/> lines.</summary>
    public IReadOnlyList<TailLine> BackTo(Func<string, bool> isWanted, int most)
    {
        var lines = All();
        for (var i = lines.Count - 1; i >= Math.Max(0, lines.Count - most); i--)
            if (isWanted(lines[i].Text))
                return [.. lines.Skip(i)];
        return [];
    }

    private static bool IsNoise(ReadOnlySpan<byte> line) => line[0] switch
    {
        (byte)'l' => line.StartsWith("log4j:"u8),
        (byte)'C' => line.StartsWith("Command exiting with ret '"u8), // what EMR's command runner adds
        (byte)'S' => line.StartsWith("SLF4J: "u8),
        (byte)'O' => line.StartsWith("OpenJDK 64-Bit Server VM warning"u8),
        (byte)'W' => line.StartsWith("WARNING: "u8) && (line.IndexOf("llegal reflective access"u8) >= 0 || line.IndexOf("All illegal access"u8) >= 0),
        _ => false,
    };
}

/// <param name="Number">Counted from 1.</param>
internal readonly record struct TailLine(int Number, string Text)
{
    /// <summary>What <c>sh -x</c> shows before it runs it.</summary>
    public bool IsTrace => Text.StartsWith('+') && Text.TrimStart('+').StartsWith(' ');
}
