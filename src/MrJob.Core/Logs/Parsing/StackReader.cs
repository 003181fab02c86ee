using System.Text.RegularExpressions;

namespace MrJob.Core.Logs.Parsing;

/// <summary>Finds Java exceptions with their stacks and what caused them. An exception shows that it is one only by its first frame.</summary>
/// <param name="before">The lines just before, which the head of the exception is looked for in.</param>
internal sealed partial class StackReader(TailLines before, Action<LogError> found)
{
    private const int MostMessageLines = 8;

    private ExcerptBuilder? _block;
    private int _message;

    /// <summary>Whether the line belongs to an exception's stack.</summary>
    public bool Read(LogLine line)
    {
        if (_block is not null)
        {
            if (Goes(line))
                return true;
            End();
        }
        if (!IsFrame(line.Text) || before.BackTo(IsHead, MostMessageLines) is not { Count: > 0 } head)
            return false;
        _block = new();
        foreach (var (number, text) in head)
            _block.Add(number, text);
        _block.Add(line);
        _message = 0;
        return true;
    }

    public void End()
    {
        if (_block is null)
            return;
        var excerpt = _block.Build();
        _block = null;
        found(new(ErrorKinds.Of(excerpt.Text), excerpt));
    }

    private bool Goes(LogLine line)
    {
        if (line.Text.StartsWith("Caused by: "u8))
            _message = MostMessageLines;
        else if (IsFrame(line.Text) || line.Text.StartsWith("\t... "u8) || line.Text.StartsWith("\tSuppressed: "u8))
            _message = 0;
        else if (line.IsBlank || _message-- <= 0) // a cause's message may have several lines
            return false;
        _block!.Add(line);
        return true;
    }

    public static bool IsFrame(ReadOnlySpan<byte> line) => line is [(byte)'\t' or (byte)' ', ..] && line.TrimStart("\t "u8).StartsWith("at "u8);

    private static bool IsHead(string line) => Head().IsMatch(line);

    [GeneratedRegex(@"\b[a-z][\w$]*(?:\.[\w$]+)+(?:Exception|Error|Throwable|Failure|Fault)\b|^(?:Exception in thread|Error: )", RegexOptions.CultureInvariant)]
    private static partial Regex Head();
}
