namespace MrJob.Core.Logs.Parsing;

/// <summary>Cuts a log of any size into lines, in memory of a fixed size.</summary>
internal static class LineReader
{
    /// <summary>In bytes. What a line has beyond is left out: no message needs it, and a log may be one line of gigabytes.</summary>
    public const int LongestLine = 64 * 1024;

    private const int BlockSize = 4 * LongestLine;

    public static async Task ReadAsync(Stream log, LogParser parser, CancellationToken cancel)
    {
        var cutter = new Cutter(parser, new byte[BlockSize]);
        try
        {
            int read;
            while ((read = await log.ReadAsync(cutter.Room, cancel)) > 0)
                cutter.Take(read);
        }
        catch (InvalidDataException)
        {
            // EMR may have copied the log while it was being written: what could be unpacked is what there is.
        }
        cutter.End();
    }

    public static void Read(ReadOnlySpan<byte> log, LogParser parser)
    {
        var cutter = new Cutter(parser, new byte[BlockSize]);
        while (!log.IsEmpty)
        {
            var part = log[..Math.Min(log.Length, cutter.Room.Length)];
            part.CopyTo(cutter.Room.Span);
            cutter.Take(part.Length);
            log = log[part.Length..];
        }
        cutter.End();
    }

    private sealed class Cutter(LogParser parser, byte[] block)
    {
        private int _filled;
        private int _number;
        private bool _isWithinLong;

        public Memory<byte> Room => block.AsMemory(_filled);

        /// <summary>Takes so many bytes more, which are in the room.</summary>
        public void Take(int count)
        {
            _filled += count;
            var rest = block.AsSpan(0, _filled);
            for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
                Line(rest[..end]);
            if (rest.Length >= LongestLine)
            {
                Line(rest);
                _isWithinLong = true;
                rest = [];
            }
            rest.CopyTo(block);
            _filled = rest.Length;
        }

        public void End()
        {
            if (_filled > 0)
                Line(block.AsSpan(0, _filled));
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
