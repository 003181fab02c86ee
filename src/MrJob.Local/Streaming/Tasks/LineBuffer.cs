using System.Runtime.CompilerServices;
using MrJob.Local.Streaming.Records;

namespace MrJob.Local.Streaming.Tasks;

/// <summary>Takes the lines out of a program's output. It grows to hold the longest line.</summary>
internal sealed class LineBuffer(Stream output)
{
    private const int LeastFree = 64 << 10;

    /// <summary>A line that is longer fails its task: Hadoop, too, has a record in memory and in one array.</summary>
    private const int Longest = 512 << 20;

    private byte[] bytes = new byte[256 << 10];
    private int start; // of the next line
    private int filled;
    private int searched; // how much from the start on is known to hold no line end
    private bool ended;

    /// <summary>Reads on; false at the end of the output. All lines that there were must have been taken.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        if (ended)
            return false;

        MakeRoom();
        var read = await output.ReadAsync(bytes.AsMemory(filled), cancel);
        filled += read;
        ended = read == 0;
        return true;
    }

    /// <summary>The next line, without its end. It stays the next until <paramref name="next"/> is given to <see cref="Take"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryPeek(out ReadOnlySpan<byte> line, out int next)
    {
        var rest = bytes.AsSpan(start, filled - start);
        if (LineEnds.TryFind(rest, searched, out var end, out next))
        {
            line = rest[..end];
            searched = end;
            return true;
        }

        if (ended && !rest.IsEmpty)
        {
            line = rest[..LineEnds.LastLineLength(rest)];
            next = rest.Length;
            return true;
        }

        searched = rest is [.., (byte)'\r'] ? rest.Length - 1 : rest.Length;
        line = default;
        return false;
    }

    /// <summary>Takes the line that was peeked at.</summary>
    public void Take(int next) => (start, searched) = (start + next, 0);

    /// <summary>Reads to the end.</summary>
    public async Task ReadAllAsync(LineAction line, CancellationToken cancel)
    {
        while (await FillAsync(cancel))
            PassOn(line);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PassOn(LineAction action)
    {
        while (TryPeek(out var line, out var next))
        {
            action(line);
            Take(next);
        }
    }

    private void MakeRoom()
    {
        bytes.AsSpan(start, filled - start).CopyTo(bytes);
        (start, filled) = (0, filled - start);
        if (filled > Longest)
            throw new InvalidDataException($"a line of output is longer than {Longest >> 20} MB");
        if (bytes.Length - filled < LeastFree)
            Array.Resize(ref bytes, 2 * bytes.Length);
    }
}

/// <summary>Takes a line, without its end.</summary>
internal delegate void LineAction(ReadOnlySpan<byte> line);
