using System.Runtime.InteropServices;

namespace MrJob.Local.Emr.Steps.Processes;

/// <summary>Signals to processes and to groups of them, where the system has signals.</summary>
internal static class ProcessSignals
{
    private const int Kill = 9;

    /// <summary>Ends the process; one that has gone is no error.</summary>
    public static void End(int pid) => Send(pid);

    /// <summary>Ends every process of the group.</summary>
    public static void EndGroup(int leader) => Send(-leader);

    private static void Send(int target)
    {
        if (!OperatingSystem.IsWindows())
            _ = NativeKill(target, Kill);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int pid, int signal);
}
