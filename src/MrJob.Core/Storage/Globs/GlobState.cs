using System.Collections.Concurrent;
using System.Text;

namespace MrJob.Core.Storage.Globs;

/// <summary>How far into a glob some characters have led, and what may follow.</summary>
internal sealed class GlobState(GlobProgram program, IReadOnlyList<int> nodes)
{
    private readonly ConcurrentDictionary<Rune, GlobState> _steps = new();

    /// <summary>Whether what was read is a match.</summary>
    public required bool Accepts { get; init; }

    /// <summary>Whether some match below goes on through a slash.</summary>
    public required bool CrossesFolders { get; init; }

    /// <summary>Whether some match ends before the next slash.</summary>
    public required bool EndsHere { get; init; }

    /// <summary>Whether a <c>*</c> is under way: any character but a slash may follow.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>Each set of characters that may follow.</summary>
    public required IReadOnlyList<RuneSet> Sets { get; init; }

    /// <summary>Whether this state is one of those that are remembered.</summary>
    public required bool IsKept { get; init; }

    /// <summary>Whether nothing that starts with what was read can match.</summary>
    public bool IsDead => nodes.Count == 0;

    /// <summary>The characters that may follow, in order, where the pattern names each of them and has not ended; or else null.</summary>
    public IReadOnlyList<Rune>? Choices => Accepts || IsDead || Sets.Any(s => s.Literal is null)
        ? null : [.. Sets.Select(s => s.Literal!.Value).Distinct().Order()];

    /// <summary>The least character that may follow, where something must and the pattern says what; null where it says only what may not.</summary>
    public Rune? Least => Accepts || Sets.Any(s => s.Negated) ? null : Next(default);

    public GlobState After(Rune rune)
    {
        if (_steps.TryGetValue(rune, out var known))
            return known;
        var state = program.Step(nodes, rune);
        if (IsKept && state.IsKept)
            _steps[rune] = state;
        return state;
    }

    /// <summary>The state after the rest of a text.</summary>
    public GlobState After(string text, int from = 0)
    {
        var state = this;
        for (var at = from; at < text.Length && !state.IsDead;)
        {
            var (rune, length) = Runes.At(text, at);
            state = state.After(rune);
            at += length;
        }
        return state;
    }

    /// <summary>The least character from the given one on that may follow; null when there is none.</summary>
    public Rune? Next(Rune from) => Sets.Select(s => s.AtOrAfter(from)).Min();
}
