using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace MrJob.Local.Emr.Steps.Processes;

/// <summary>Makes pipes hold more than Linux's 64 KB: with every fill the processes at both ends take turns, and fewer turns are faster.</summary>
internal static partial class PipeSize
{
    private const int SetPipeSize = 1031; // F_SETPIPE_SZ of linux/fcntl.h
    private const int Bytes = 512 << 10;

    /// <summary>Does nothing where the system does not allow it: it is about speed only.</summary>
    public static void Widen(params ReadOnlySpan<Stream> pipes)
    {
        if (!OperatingSystem.IsLinux())
            return;
        foreach (var pipe in pipes)
            if (pipe is PipeStream { SafePipeHandle: var handle })
                _ = fcntl(handle, SetPipeSize, Bytes);
    }

    [LibraryImport("libc")]
    private static partial int fcntl(SafeHandle pipe, int command, int argument);
}
