using System.Runtime.InteropServices;

namespace MrJob.Local.Streaming.Records;

/// <summary>
/// Memory outside the garbage collector's heap. The system hands it out page by page as it is touched, and has it back as soon as
/// it is disposed of: a collector would keep as much again for the next task.
/// </summary>
internal sealed unsafe class NativeBlock(int length) : IDisposable
{
    private byte* start = (byte*)NativeMemory.Alloc((nuint)length);

    public int Length { get; private set; } = length;

    public Span<byte> Bytes => new(start, Length);

    /// <summary>Makes it longer. Spans of it are not valid any more.</summary>
    public void Grow(int length)
    {
        start = (byte*)NativeMemory.Realloc(start, (nuint)length);
        Length = length;
    }

    public void Dispose()
    {
        NativeMemory.Free(start);
        start = null;
        Length = 0;
    }
}
