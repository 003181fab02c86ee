namespace MrJob.Core.Logs.Parsing;

/// <summary>Cuts a log of any size into lines, in memory of a fixed size.</summary>
internal static class LineReader
{
    /// <summary>In bytes. What a line has beyond is left out: no message needs it, and a log may be one line of gigabytes.</summary>
    public const int LongestLine = 64 * 1024;

    private const int BlockSize = 4 * LongestLine;

    /// <summary>While one block is parsed the next is read.</summary>
    public static async Task ReadAsync(Stream log, LogParser parser, CancellationToken cancel)
    {
        var cutter = new Cutter(parser);
        var (block, next) = (new byte[LongestLine + BlockSize], new byte[LongestLine + BlockSize]);
        var reading = log.ReadAsync(block.AsMemory(LongestLine), cancel);
        try
        {
            for (int read; (read = await reading) > 0; (block, next) = (next, block))
            {
                reading = log.ReadAsync(next.AsMemory(LongestLine), cancel);
                cutter.Take(block, read);
            }
        }
        catch (InvalidDataException)
        {
            // EMR may have copied the log while it was being written: what could be unpacked is what there is.
        }
        cutter.End();
    }

    public static void Read(ReadOnlySpan<byte> log, LogParser parser)
    {
        var cutter = new Cutter(parser);
        var block = new byte[LongestLine + BlockSize];
        while (!log.IsEmpty)
        {
            var part = log[..Math.Min(log.Length, BlockSize)];
            part.CopyTo(block.AsSpan(LongestLine));
            cutter.Take(block, part.Length);
            log = log[part.Length..];
        }
        cutter.End();
    }

    private sealed class Cutter(LogParser parser)
    {
        private readonly byte[] _rest = new byte[LongestLine];
        private int _left;
        private int _number;
        private bool _isWithinLong;

        /// <summary>Takes so many bytes of the block, behind the room that it has for the beginning of their first line.</summary>
        public void Take(byte[] block, int count)
        {
            _rest.AsSpan(0, _left).CopyTo(block.AsSpan(LongestLine - _left));
            var text = block.AsSpan(LongestLine - _left, _left + count);
            for (int end; (end = text.IndexOf((byte)'\n')) >= 0; text = text[(end + 1)..])
                Line(text[..end]);
            if (text.Length >= LongestLine)
            {
                Line(text);
                _isWithinLong = true;
                text = [];
            }
            text.CopyTo(_rest);
            _left = text.Length;
        }

        public void End()
        {
            if (_left > 0)
                Line(_rest.AsSpan(0, _left));
            parser.End();
        }

        private void Line(ReadOnlySpan<byte> text)
        {
            if (_isWithinLong)
            {
                _isWithinLong = false; // the line's end, at last; its beginning has been read
                return;
            }
            if (text.Length > LongestLine)
                text = text[..LongestLine];
            if (text is [.., (byte)'\r'])
                text = text[..^1];
            parser.Read(new(text, ++_number));
        }
    }
}
