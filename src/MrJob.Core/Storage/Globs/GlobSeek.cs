using System.Text;

namespace MrJob.Core.Storage.Globs;

/// <summary>Where in the order of keys a glob's next match may be.</summary>
internal static class GlobSeek
{
    /// <summary>
    /// What to list after, so that no key between <paramref name="after"/> and there matches; <paramref name="after"/> itself where the next
    /// key may. Null when no match is left below <paramref name="prefix"/>.
    /// </summary>
    /// <param name="state">The glob's state after <paramref name="prefix"/>.</param>
    /// <param name="prefix">What all keys in question start with.</param>
    /// <param name="after">The last key that was seen; empty for none. With <see cref="Runes.Greatest"/> at its end, all that starts with what precedes that was seen.</param>
    public static string? Next(GlobState state, string prefix, string after)
    {
        if (!after.StartsWith(prefix, StringComparison.Ordinal))
            return KeyOrder.Utf8.Compare(after, prefix) < 0 ? Before(Least(state, prefix), "") : null;
        var path = new List<(int At, GlobState State)> { (prefix.Length, state) };
        var at = prefix.Length;
        while (at < after.Length && !path[^1].State.IsDead)
        {
            var (rune, length) = Runes.At(after, at);
            at += length;
            path.Add((at, path[^1].State.After(rune)));
        }
        if (at == after.Length && !after.EndsWith(Runes.Greatest, StringComparison.Ordinal) && path[^1].State is { IsDead: false, Sets.Count: > 0 } alive)
            return Before(Least(alive, after), after);
        path.RemoveAt(path.Count - 1);
        return Bump(path, after);
    }

    /// <summary>Changes the last character that can be changed into the next one that the glob takes there.</summary>
    private static string? Bump(List<(int At, GlobState State)> path, string after)
    {
        for (var i = path.Count - 1; i >= 0; i--)
        {
            var (at, state) = path[i];
            if (at < after.Length && Runes.Next(Runes.At(after, at).Rune) is { } from && state.Next(from) is { } next)
                return Before(Least(state.After(next), after[..at] + next), after);
        }
        return null;
    }

    /// <summary>The least text from here on that may match, as far as the pattern names its characters.</summary>
    private static string Least(GlobState state, string text)
    {
        var least = new StringBuilder(text);
        while (state.Least is { } first)
        {
            least.Append(first);
            state = state.After(first);
        }
        return least.ToString();
    }

    /// <summary>What to list after to see the text first, or something a little before it; never before <paramref name="after"/>.</summary>
    private static string Before(string text, string after)
    {
        if (text.Length == 0)
            return after;
        Rune.DecodeLastFromUtf16(text, out var last, out var length);
        var before = Runes.Previous(last) is { } previous ? text[..^length] + previous + Runes.Greatest : after;
        return KeyOrder.Utf8.Compare(before, after) > 0 ? before : after;
    }
}
