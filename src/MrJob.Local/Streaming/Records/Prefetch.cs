using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MrJob.Local.Streaming.Records;

/// <summary>Asks for memory that will be needed soon. Sorted records lie anywhere, and waiting for each would be most of the work.</summary>
internal static class Prefetch
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Read(ref readonly byte at)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in at)));
    }
}
