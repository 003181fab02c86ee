namespace MrJob.Core.Logs.Parsing;

/// <summary>
/// Finds Python tracebacks: those chained to each other ("During handling of…") are one, groups ("  | …") too, and a SyntaxError of the
/// script itself, which comes without the usual first line.
/// </summary>
internal sealed class TracebackReader(Action<LogError> found)
{
    private const int MostBlanks = 2;
    private const int MostMessageLines = 8;

    private readonly List<(int Number, string Text)> _pending = [];
    private ExcerptBuilder? _block;
    private Part _part;
    private string _exception = "";
    private int _message;

    private enum Part
    {
        Frames,
        Group,
        After,
        Chained,
        Java,
    }

    /// <summary>Whether the line belongs to a traceback.</summary>
    public bool Read(LogLine line)
    {
        if (_block is not null && Goes(line))
            return true;
        if (_block is not null)
            Finish();
        if (!IsStart(line.Text) && !(line.IsIndented && line.Text.StartsWith("  File \""u8)))
            return false;
        Begin(line);
        return true;
    }

    /// <summary>What comes next is something else.</summary>
    public void End()
    {
        if (_block is not null)
            Finish();
    }

    private void Begin(LogLine line)
    {
        _block = new ExcerptBuilder().Add(line);
        _part = line.IsIndented && !line.Text.StartsWith("  File \""u8) ? Part.Group : Part.Frames;
        _exception = "";
    }

    private bool Goes(LogLine line)
    {
        switch (_part)
        {
            case Part.Group:
                return line.IsIndented && Add(line);
            case Part.Frames when line.IsIndented:
                return Add(line);
            case Part.Frames when line.IsBlank || IsStart(line.Text) || LogRecord.TryParse(line.Text, out _):
                return false;
            case Part.Frames:
                (_part, _exception) = (Part.After, line.ToString());
                return Add(line);
            case Part.Java:
                return IsJava(line) && Add(line);
            case Part.After when line.Text.StartsWith(": "u8) && _exception.StartsWith("py4j.", StringComparison.Ordinal):
                (_part, _message) = (Part.Java, MostMessageLines);
                return !IsStart(line.Text) && Add(line);
            case Part.After when IsMore(line):
                return Add(line);
            case Part.After or Part.Chained when line.IsBlank && _pending.Count < MostBlanks * 2:
                _pending.Add((line.Number, ""));
                return true;
            case Part.After when IsChain(line.Text):
                _part = Part.Chained;
                _pending.Add((line.Number, line.ToString()));
                return true;
            case Part.Chained when IsStart(line.Text):
                _part = Part.Frames;
                return Add(line);
            default:
                return false;
        }
    }

    private bool Add(LogLine line)
    {
        foreach (var (number, text) in _pending)
            _block!.Add(number, text);
        _pending.Clear();
        _block!.Add(line);
        return true;
    }

    private void Finish()
    {
        var kind = IsConsequence(_exception) ? ErrorKind.Consequence : _part == Part.Java ? KindOfPy4J(_block!.Build().Text) : ErrorKind.Traceback;
        found(new(kind, _block!.Build()) { IsCut = _part == Part.Frames });
        _block = null;
        _pending.Clear();
    }

    private static ErrorKind KindOfPy4J(string text) =>
        ErrorKinds.Of(text) is (ErrorKind.Memory or ErrorKind.Consequence or ErrorKind.Lost or ErrorKind.Signal) and var kind ? kind : ErrorKind.Traceback;

    // Somebody closed the other end, or asked it to stop.
    private static bool IsConsequence(string exception) =>
        exception.StartsWith("BrokenPipeError", StringComparison.Ordinal) || exception.StartsWith("KeyboardInterrupt", StringComparison.Ordinal)
        || exception.StartsWith("IOError: [Errno 32]", StringComparison.Ordinal);

    private static bool IsStart(ReadOnlySpan<byte> line) => line is [.., (byte)':' or (byte)' '] && line.TrimEnd((byte)' ').EndsWith("Traceback (most recent call last):"u8);

    // Messages may have several lines; what looks like a program's own next line is not taken for one.
    private static bool IsMore(LogLine line) => !line.IsBlank && !IsStart(line.Text) && !line.Text.StartsWith("+ "u8) && !StackReader.IsFrame(line.Text)
        && line.Text[0] is (byte)' ' or (byte)'\t' or (byte)'\'' or (byte)'"' or (byte)'+' or (byte)'[' or (byte)'{' or (byte)'(' or (byte)'^' or (byte)'~';

    private static bool IsChain(ReadOnlySpan<byte> line) =>
        line.StartsWith("During handling of the above exception"u8) || line.StartsWith("The above exception was the direct cause"u8);

    private bool IsJava(LogLine line)
    {
        if (IsStart(line.Text) || LogRecord.TryParse(line.Text, out _))
            return false;
        if (line.Text.StartsWith("Caused by: "u8))
            _message = MostMessageLines;
        else if (line.IsIndented && !line.IsBlank)
            _message = 0;
        else if (_message-- <= 0) // a message may have several lines, and blank ones among them
            return false;
        return true;
    }
}
