using System.Diagnostics;

namespace MrJob.Local.Emr.Steps.Processes;

/// <summary>Ends what a step was running when the process that ran it died.</summary>
internal static class LeftoverProcesses
{
    /// <summary>Ends the processes of the step with this folder that still live, with what they started.</summary>
    public static void End(string workFolder)
    {
        foreach (var (pid, started) in ProcessLedger.Read(workFolder))
            EndIfSame(pid, started);
        TaggedProcesses.End(workFolder);
        File.Delete(Path.Combine(workFolder, ProcessLedger.FileName));
    }

    private static void EndIfSame(int pid, string started)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            if (ProcessLedger.StartTime(process) != started)
                return;
            ProcessSignals.EndGroup(pid);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It has ended meanwhile.
        }
    }
}
