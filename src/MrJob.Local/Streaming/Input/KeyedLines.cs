using System.Buffers;
using System.Globalization;
using System.Text;
using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Records;

namespace MrJob.Local.Streaming.Input;

/// <summary>Gives a mapper records with their keys: <c>key separator value LF</c>, as Hadoop streaming's <c>TextInputWriter</c> does.</summary>
/// <param name="start">The offset of the first line in its file.</param>
internal sealed class KeyedLines(JobConf conf, long start) : IMapInput
{
    private const string KeyValueSeparator = "mapreduce.input.keyvaluelinerecordreader.key.value.separator";

    private readonly byte[] fieldSeparator = Encoding.UTF8.GetBytes(conf.Text("stream.map.input.field.separator", "\t"));
    private readonly bool withKey = !InputFormat.IgnoresKey(conf);
    private readonly byte? split = InputFormat.Of(conf) == InputKind.KeyValue ? SplitByte(conf) : null;
    private readonly ArrayBufferWriter<byte> records = new();
    private byte[] pending = new byte[256 << 10];
    private int filled;
    private int searched;
    private long at = start;

    public long Records { get; private set; }

    public ReadOnlyMemory<byte> Add(Memory<byte> block)
    {
        if (pending.Length - filled < block.Length)
            Array.Resize(ref pending, Math.Max(2 * pending.Length, filled + block.Length));
        block.Span.CopyTo(pending.AsSpan(filled));
        filled += block.Length;
        records.ResetWrittenCount();
        var taken = 0;
        while (LineEnds.TryFind(pending.AsSpan(taken, filled - taken), searched, out var end, out var next))
        {
            Write(pending.AsSpan(taken, end));
            (taken, searched, at) = (taken + next, 0, at + next);
        }

        Keep(taken);
        return records.WrittenMemory;
    }

    public ReadOnlyMemory<byte> End()
    {
        records.ResetWrittenCount();
        var last = pending.AsSpan(0, LineEnds.LastLineLength(pending.AsSpan(0, filled)));
        var isOnlyMark = at == 0 && filled == last.Length && ByteOrderMark.Skip((ReadOnlySpan<byte>)last).IsEmpty;
        if (filled > 0 && !isOnlyMark)
            Write(last);
        filled = 0;
        return records.WrittenMemory;
    }

    private void Keep(int taken)
    {
        pending.AsSpan(taken, filled - taken).CopyTo(pending);
        filled -= taken;
        searched = filled > 0 && pending[filled - 1] == '\r' ? filled - 1 : filled;
    }

    private void Write(ReadOnlySpan<byte> line)
    {
        Records++;
        if (at == 0)
            line = ByteOrderMark.Skip(line);
        if (split is { } separator)
            WriteParts(line, line.IndexOf(separator));
        else
            WriteOffset(line);
        records.Write("\n"u8);
    }

    /// <summary>A line without a separator is a key with an empty value (<c>KeyValueLineRecordReader</c>).</summary>
    private void WriteParts(ReadOnlySpan<byte> line, int found)
    {
        if (withKey)
        {
            records.Write(found < 0 ? line : line[..found]);
            records.Write(fieldSeparator);
        }

        if (found >= 0)
            records.Write(line[(found + 1)..]);
    }

    private void WriteOffset(ReadOnlySpan<byte> line)
    {
        if (withKey)
        {
            at.TryFormat(records.GetSpan(20), out var length, default, CultureInfo.InvariantCulture);
            records.Advance(length);
            records.Write(fieldSeparator);
        }

        records.Write(line);
    }

    /// <summary>The low byte of the property's first character, which is what Hadoop takes of it.</summary>
    private static byte SplitByte(JobConf conf) => conf.Text(KeyValueSeparator, "\t") is [var first, ..]
        ? (byte)first
        : throw new StreamingClientException(3, $"{KeyValueSeparator} is empty; it must be one character");
}
