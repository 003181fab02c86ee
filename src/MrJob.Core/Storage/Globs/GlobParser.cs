using System.Text;

namespace MrJob.Core.Storage.Globs;

/// <summary>Reads a glob into its parts.</summary>
internal sealed class GlobParser
{
    // Nobody nests by hand like this; without a limit a pattern of braces alone would use up the stack.
    private const int DeepestNesting = 50;

    private readonly string _text;
    private int _at;
    private int _depth;

    private GlobParser(string text) => _text = text;

    private bool AtEnd => _at == _text.Length;

    /// <exception cref="FormatException">The pattern is malformed; the message says where.</exception>
    public static IReadOnlyList<GlobPart> Parse(string pattern) => new GlobParser(pattern).Sequence();

    private List<GlobPart> Sequence()
    {
        var parts = new List<GlobPart>();
        while (!AtEnd && !(_depth > 0 && _text[_at] is ',' or '}'))
        {
            var part = Part();
            if (part is not GlobPart.Run || parts.LastOrDefault() is not GlobPart.Run) // two stars are one
                parts.Add(part);
        }
        return parts;
    }

    private GlobPart Part()
    {
        var start = _at;
        var c = Take();
        return c.Value switch
        {
            '*' => new GlobPart.Run(),
            '?' => new GlobPart.One(RuneSet.Any),
            '[' => new GlobPart.One(Class(start)),
            '{' => Choice(start),
            '\\' => new GlobPart.One(RuneSet.Of(Escaped(start))),
            _ => new GlobPart.One(RuneSet.Of(c)),
        };
    }

    private GlobPart.Choice Choice(int start)
    {
        if (++_depth > DeepestNesting)
            throw Fault(start, $"braces are nested deeper than {DeepestNesting}");
        var alternatives = new List<IReadOnlyList<GlobPart>>();
        do
        {
            alternatives.Add(Sequence());
            if (AtEnd)
                throw Fault(start, "'{' has no '}'");
        }
        while (Take().Value == ',');
        _depth--;
        return new(alternatives);
    }

    private RuneSet Class(int start)
    {
        var negated = !AtEnd && _text[_at] is '^' or '!';
        if (negated)
            _at++;
        var ranges = new List<(Rune, Rune)>();
        while (true)
        {
            if (AtEnd)
                throw Fault(start, "'[' has no ']'");
            if (_text[_at] == ']' && ranges.Count > 0) // a first one is a member
                break;
            ranges.Add(Range(start));
        }
        _at++;
        return new(ranges, negated);
    }

    private (Rune First, Rune Last) Range(int start)
    {
        var at = _at;
        var first = Member(start);
        var isRange = _at + 1 < _text.Length && _text[_at] == '-' && _text[_at + 1] != ']';
        if (!isRange)
            return (first, first);
        _at++;
        var last = Member(start);
        return first <= last ? (first, last) : throw Fault(at, $"the range {first}-{last} runs backwards");
    }

    private Rune Member(int start)
    {
        var at = _at;
        var c = Take();
        if (c.Value == '\\')
            c = Escaped(at);
        return c.Value == '/' ? throw Fault(at, $"the class that starts at character {start + 1} holds a '/', which no class matches") : c;
    }

    private Rune Escaped(int start) => AtEnd ? throw Fault(start, "nothing follows the '\\'") : Take();

    private Rune Take()
    {
        var (rune, length) = Runes.At(_text, _at);
        _at += length;
        return rune;
    }

    private FormatException Fault(int at, string fault) => new($"'{_text}' is not a glob: at character {at + 1}, {fault}.");
}
