using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace MrJob.Local.Emr.Steps.Processes;

/// <summary>
/// Makes the pipe of a program's output hold more than Linux's 64 KB: with every fill the processes at both ends take turns, and fewer
/// turns are faster. The pipe of its input stays as it is for a program under Hadoop, which fails when it leaves more unread than that holds.
/// </summary>
internal static partial class PipeSize
{
    private const int SetPipeSize = 1031; // F_SETPIPE_SZ of linux/fcntl.h
    private const int Bytes = 512 << 10;

    /// <summary>Does nothing where the system does not allow it: it is about speed only.</summary>
    public static void Widen(Stream pipe)
    {
        if (OperatingSystem.IsLinux() && pipe is PipeStream { SafePipeHandle: var handle })
            _ = fcntl(handle, SetPipeSize, Bytes);
    }

    [LibraryImport("libc")]
    private static partial int fcntl(SafeHandle pipe, int command, int argument);
}
