using System.Collections.Concurrent;
using System.Text;

namespace MrJob.Core.Storage.Globs;

/// <summary>
/// A glob as a nondeterministic automaton with about as many nodes as the pattern has characters. It is followed as a set of nodes at
/// once, so that no pattern makes it try one way after the other; sets that were seen are kept, up to a limit.
/// </summary>
internal sealed class GlobProgram
{
    private const int MostKeptStates = 4096;

    private readonly List<Node> _nodes = [];
    private readonly ConcurrentDictionary<string, GlobState> _states = new(StringComparer.Ordinal);

    private readonly bool[] _crosses;
    private readonly bool[] _endsHere;

    private GlobProgram(IReadOnlyList<GlobPart> parts, out int start)
    {
        start = Emit(parts, Add(new(null, [])));
        _crosses = Reaching(n => n.Set?.Literal?.Value == '/', _ => true);
        _endsHere = Reaching(n => n.Next.Count == 0, n => n.Set?.Literal?.Value != '/');
    }

    /// <summary>The state before the first character.</summary>
    public static GlobState Compile(IReadOnlyList<GlobPart> parts)
    {
        var program = new GlobProgram(parts, out var start);
        return program.StateOf([start]);
    }

    /// <summary>The state that a character leads to.</summary>
    public GlobState Step(IReadOnlyList<int> from, Rune rune) =>
        StateOf(from.Where(n => _nodes[n].Set?.Contains(rune) == true).SelectMany(n => _nodes[n].Next));

    private GlobState StateOf(IEnumerable<int> nodes)
    {
        var members = Closure(nodes);
        var name = string.Join(' ', members);
        if (_states.TryGetValue(name, out var known))
            return known;
        var state = new GlobState(this, members)
        {
            Accepts = members.Any(n => _nodes[n].Next.Count == 0),
            CrossesFolders = members.Any(n => _crosses[n]),
            EndsHere = members.Any(n => _endsHere[n]),
            IsOpen = members.Any(IsRun),
            Sets = [.. members.Select(n => _nodes[n].Set).OfType<RuneSet>()],
            IsKept = _states.Count < MostKeptStates,
        };
        return state.IsKept ? _states.GetOrAdd(name, state) : state;
    }

    /// <summary>Whether the node is a <c>*</c>: one that any character leads back to.</summary>
    private bool IsRun(int node) => _nodes[node].Set is null && _nodes[node].Next.Any(n => _nodes[n].Set == RuneSet.Any && _nodes[n].Next[0] == node);

    private int[] Closure(IEnumerable<int> nodes)
    {
        var found = new SortedSet<int>();
        var open = new Stack<int>(nodes);
        while (open.TryPop(out var n))
        {
            if (!found.Add(n) || _nodes[n].Set is not null)
                continue;
            foreach (var next in _nodes[n].Next)
                open.Push(next);
        }
        return [.. found];
    }

    private int Emit(IReadOnlyList<GlobPart> parts, int next)
    {
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            next = parts[i] switch
            {
                GlobPart.One one => Add(new(one.Set, [next])),
                GlobPart.Choice choice => EmitChoice(choice, next),
                _ => EmitRun(next),
            };
        }
        return next;
    }

    private int EmitChoice(GlobPart.Choice choice, int next)
    {
        var starts = choice.Alternatives.Select(alternative => Emit(alternative, next)).ToList();
        return Add(new(null, starts));
    }

    private int EmitRun(int next)
    {
        var loop = Add(new(null, [next]));
        _nodes[loop].Next.Add(Add(new(RuneSet.Any, [loop])));
        return loop;
    }

    private int Add(Node node)
    {
        _nodes.Add(node);
        return _nodes.Count - 1;
    }

    /// <summary>For each node, whether a wanted one can be reached from it through nodes that may be passed.</summary>
    private bool[] Reaching(Predicate<Node> isWanted, Predicate<Node> mayPass)
    {
        var reaches = _nodes.Select(n => isWanted(n)).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            for (var n = 0; n < reaches.Length; n++)
            {
                if (reaches[n] || !mayPass(_nodes[n]) || !_nodes[n].Next.Any(m => reaches[m]))
                    continue;
                changed = reaches[n] = true;
            }
        }
        return reaches;
    }

    /// <param name="Set">What is taken on the way to the next node; null for nothing.</param>
    /// <param name="Next">Empty for the end of the pattern.</param>
    private sealed record Node(RuneSet? Set, List<int> Next);
}
