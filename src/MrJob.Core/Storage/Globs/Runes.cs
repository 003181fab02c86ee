using System.Text;

namespace MrJob.Core.Storage.Globs;

/// <summary>The characters of keys: Unicode's code points, whose order is that of their UTF-8, which is the order of S3's listings.</summary>
internal static class Runes
{
    /// <summary>The greatest character: with it behind a key, whatever starts with the key comes before.</summary>
    public const string Greatest = "\U0010FFFF";

    public static Rune? Next(Rune rune) => rune.Value switch
    {
        0x10FFFF => null,
        0xD7FF => new Rune(0xE000), // between them are UTF-16's surrogates
        var value => new Rune(value + 1),
    };

    /// <summary>The character before, or null where that cannot be written in XML 1.0, in which S3 repeats what it was asked.</summary>
    public static Rune? Previous(Rune rune) => rune.Value switch
    {
        <= 0x20 or 0xFFFF or 0x10000 => null,
        0xE000 => new Rune(0xD7FF),
        var value => new Rune(value - 1),
    };

    /// <summary>The character at this place. Half of a surrogate pair is read as U+FFFD.</summary>
    public static (Rune Rune, int Length) At(string text, int at)
    {
        Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
        return (rune, length);
    }
}

/// <summary>The order of S3's listings: by the bytes of the keys' UTF-8.</summary>
internal sealed class KeyOrder : IComparer<string>
{
    public static KeyOrder Utf8 { get; } = new();

    public int Compare(string? x, string? y)
    {
        var a = x.AsSpan();
        var b = y.AsSpan();
        var same = a.CommonPrefixLength(b);
        return same == a.Length || same == b.Length ? a.Length.CompareTo(b.Length) : Rank(a[same]).CompareTo(Rank(b[same]));
    }

    // UTF-16 orders as UTF-8 does, but for surrogates, which stand for what comes after everything else.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
