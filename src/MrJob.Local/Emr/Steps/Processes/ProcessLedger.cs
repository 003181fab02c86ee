using System.Diagnostics;
using System.Globalization;

namespace MrJob.Local.Emr.Steps.Processes;

/// <summary>
/// The processes that a step has started, as lines <c>pid start-time</c> in the file <c>processes</c> of its folder: what
/// <see cref="LeftoverProcesses"/> needs when this process dies. A pid alone could by then be somebody else's.
/// </summary>
internal sealed class ProcessLedger(string workFolder)
{
    public const string FileName = "processes";

    private readonly Lock writing = new();

    public void Add(Process process)
    {
        if (StartTime(process) is not { } started)
            return;

        lock (writing)
            File.AppendAllText(Path.Combine(workFolder, FileName), string.Create(CultureInfo.InvariantCulture, $"{process.Id} {started}\n"));
    }

    /// <summary>The entries of a folder's ledger. A line that was being written when the writer died is left out.</summary>
    public static IEnumerable<(int Pid, string Started)> Read(string workFolder)
    {
        var file = Path.Combine(workFolder, FileName);
        if (!File.Exists(file))
            yield break;

        foreach (var line in File.ReadAllText(file).Split('\n').SkipLast(1))
            if (line.Split(' ') is [var pid, var started] && int.TryParse(pid, CultureInfo.InvariantCulture, out var id))
                yield return (id, started);
    }

    /// <summary>When the process started, in a form to compare: on Linux the kernel's clock ticks since boot. Null when it has gone.</summary>
    public static string? StartTime(Process process)
    {
        try
        {
            return OperatingSystem.IsLinux()
                ? StartTicks(File.ReadAllText($"/proc/{process.Id}/stat"))
                : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Field 22 of <c>/proc/pid/stat</c> (proc(5)); the second field is a name in parentheses that may hold spaces.</summary>
    public static string StartTicks(string stat) => stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[22 - 3];
}
