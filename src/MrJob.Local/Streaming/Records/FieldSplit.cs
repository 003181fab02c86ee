using System.Runtime.CompilerServices;
using System.Text;

namespace MrJob.Local.Streaming.Records;

/// <summary>Where a line of a mapper's or reducer's output parts into key and value: at the n-th separator.</summary>
/// <param name="KeyFields">How many fields the key has. A line with fewer separators is all key.</param>
internal sealed record FieldSplit(byte[] Separator, int KeyFields)
{
    public static FieldSplit At(string separator, long keyFields) => new(Encoding.UTF8.GetBytes(separator), (int)keyFields);

    /// <summary>The length of the line's key; the value starts after the separator, or is empty when the key is the whole line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int KeyLength(ReadOnlySpan<byte> line)
    {
        var end = Next(line, 0);
        for (var field = 1; field < KeyFields && end >= 0; field++)
            end = Next(line, end + Separator.Length);
        return end < 0 ? line.Length : end;
    }

    public ReadOnlySpan<byte> Key(ReadOnlySpan<byte> line) => line[..KeyLength(line)];

    /// <summary>What follows the key and the separator behind it; empty when the key is the whole line.</summary>
    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, int keyLength) =>
        keyLength == line.Length ? [] : line[(keyLength + Separator.Length)..];

    private int Next(ReadOnlySpan<byte> line, int from)
    {
        if (Separator.Length == 0)
            return -1; // nothing parts the line
        var found = Separator.Length == 1 ? line[from..].IndexOf(Separator[0]) : line[from..].IndexOf(Separator);
        return found < 0 ? -1 : from + found;
    }
}
