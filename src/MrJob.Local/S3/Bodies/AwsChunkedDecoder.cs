using System.Buffers;
using System.Globalization;
using System.Text;

namespace MrJob.Local.S3.Bodies;

/// <summary>
/// Takes the frames off an <c>aws-chunked</c> body: <c>size-in-hex[;chunk-signature=…]</c>, data, …, <c>0</c>, then trailers as
/// <c>name:value</c> lines. Signatures are not verified.
/// </summary>
internal sealed class AwsChunkedDecoder
{
    /// <summary>In bytes. A frame's line is a size and a signature; a trailer's is a name and a checksum or signature.</summary>
    private const int LongestLine = 8192;

    private readonly Dictionary<string, string> _trailers = new(StringComparer.OrdinalIgnoreCase);
    private State _state = State.Size;
    private long _remaining;

    private enum State { Size, Data, DataEnd, Trailers, Done }

    /// <summary>Complete once <see cref="IsFinished"/>.</summary>
    public IReadOnlyDictionary<string, string> Trailers => _trailers;

    /// <summary>Whether the last frame was seen. Some senders leave out the empty line after it.</summary>
    public bool IsFinished => _state is State.Trailers or State.Done;

    /// <summary>Takes frames off the input's beginning up to the next piece of content. False when it needs more input first.</summary>
    /// <exception cref="S3Exception">400: the frames are broken.</exception>
    public bool TryRead(ref ReadOnlySequence<byte> input, out ReadOnlySequence<byte> content)
    {
        content = default;
        while (_state != State.Data)
        {
            if (_state == State.Done)
                input = input.Slice(input.End);
            if (!TryReadLine(ref input, out var line))
                return false;
            Accept(line);
        }
        if (input.IsEmpty)
            return false;
        content = input.Slice(0, Math.Min(_remaining, input.Length));
        input = input.Slice(content.End);
        _remaining -= content.Length;
        _state = _remaining == 0 ? State.DataEnd : State.Data;
        return true;
    }

    private void Accept(string line)
    {
        if (_state == State.Size)
            Begin(line);
        else if (_state == State.DataEnd)
            _state = line == "" ? State.Size : throw S3Errors.IncompleteBody();
        else if (line == "")
            _state = State.Done;
        else if (line.Split(':', 2) is [var name, var value])
            _trailers[name.Trim()] = value.Trim();
        else
            throw S3Errors.InvalidRequest($"A trailer of an aws-chunked body is not of the form name:value: '{line}'.");
    }

    private void Begin(string line)
    {
        var size = line.Split(';')[0];
        if (!long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _remaining) || _remaining < 0)
            throw S3Errors.InvalidRequest($"The size of an aws-chunked frame is not a number: '{line}'.");
        _state = _remaining == 0 ? State.Trailers : State.Data;
    }

    private static bool TryReadLine(ref ReadOnlySequence<byte> input, out string line)
    {
        line = "";
        if (input.PositionOf((byte)'\n') is not { } end)
            return input.Length > LongestLine ? throw S3Errors.InvalidRequest("A line of an aws-chunked frame is too long.") : false;
        line = Encoding.ASCII.GetString(input.Slice(0, end)).TrimEnd('\r');
        input = input.Slice(input.GetPosition(1, end));
        return true;
    }
}
