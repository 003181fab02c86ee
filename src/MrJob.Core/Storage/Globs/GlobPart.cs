using System.Text;

namespace MrJob.Core.Storage.Globs;

/// <summary>A piece of a glob.</summary>
internal abstract record GlobPart
{
    /// <summary>One character of a set.</summary>
    public sealed record One(RuneSet Set) : GlobPart;

    /// <summary>Any number of characters other than a slash.</summary>
    public sealed record Run : GlobPart;

    /// <summary>One of several sequences.</summary>
    public sealed record Choice(IReadOnlyList<IReadOnlyList<GlobPart>> Alternatives) : GlobPart;
}

/// <summary>Characters that a place in a glob takes: those in the ranges, or with <see cref="Negated"/> all others; a set that is no single character never takes a slash.</summary>
internal sealed record RuneSet(IReadOnlyList<(Rune First, Rune Last)> Ranges, bool Negated)
{
    private static readonly Rune Slash = new('/');

    public static readonly RuneSet Any = new([], Negated: true);

    /// <summary>The character, when the set has just one that was written as it is.</summary>
    public Rune? Literal { get; private init; }

    public static RuneSet Of(Rune rune) => new([(rune, rune)], Negated: false) { Literal = rune };

    public bool Contains(Rune rune) => Literal is { } only ? rune == only : rune != Slash && Ranges.Any(r => r.First <= rune && rune <= r.Last) != Negated;

    /// <summary>The least character of the set that is no less than the given one; null when there is none.</summary>
    public Rune? AtOrAfter(Rune from)
    {
        if (Literal is { } only)
            return from <= only ? only : null;
        // Every bound where the answer may lie: where we are, where a range starts, behind its end, and behind the slash.
        var candidates = Ranges.SelectMany(r => (Rune?[])[r.First, Runes.Next(r.Last)]).Append(from).Append(Runes.Next(from)).Append(Runes.Next(Slash));
        return candidates.Where(c => c >= from && Contains(c.Value)).Min();
    }
}
