using System.Globalization;
using System.Text;

namespace MrJob.Local.Emr.Steps.Processes;

/// <summary>
/// Finds what a step started even when it left its process group: every process carries a name within its folder in its environment, and
/// Linux shows the environment of a running process in <c>/proc</c>. On other systems only process trees are known.
/// </summary>
internal static class TaggedProcesses
{
    /// <summary>The variable that a step's processes and their descendants have.</summary>
    public const string Variable = "MRJOB_LOCAL_FOLDER";

    /// <summary>A process that is being started while others are ended is seen the next time; this is how often we look.</summary>
    private const int Looks = 20;

    /// <summary>The kernel's own threads, in the flags of <c>/proc/pid/stat</c>.</summary>
    private const uint KernelThread = 0x00200000;

    /// <summary>Ends every process that was started in the folder or inside it; or, by its whole name, one with all that it started.</summary>
    public static void End(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;

        for (var look = 0; look < Looks; look++)
        {
            var found = Find(folder);
            if (found.Count == 0 && !Pids().Any(IsStarting))
                return;
            found.ForEach(ProcessSignals.End);
        }
    }

    /// <summary>The ids of those processes.</summary>
    public static List<int> Find(string folder)
    {
        var tag = Encoding.UTF8.GetBytes($"{Variable}={folder}");
        return [.. Pids().Where(pid => HasTag(pid, tag))];
    }

    private static IEnumerable<int> Pids() => Directory.EnumerateDirectories("/proc")
        .Select(process => int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0 && pid != Environment.ProcessId);

    /// <summary>
    /// Whether the process is just becoming another program: then it has for a moment neither arguments nor an environment, and
    /// could be one of ours. So have those that have ended and nobody asked about, and the kernel's own.
    /// </summary>
    private static bool IsStarting(int pid)
    {
        if (Read(pid, "environ") is not { Length: 0 } || Read(pid, "cmdline") is not { Length: 0 } || Read(pid, "stat") is not { Length: > 0 } stat)
            return false;
        var text = Encoding.UTF8.GetString(stat);
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' '); // from the third on; see proc(5)
        return fields[0] is not ("Z" or "X") && (uint.Parse(fields[9 - 3], CultureInfo.InvariantCulture) & KernelThread) == 0;
    }

    /// <summary>A file that tells of the process; null when that has ended, or is another user's.</summary>
    private static byte[]? Read(int pid, string file)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{pid}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool HasTag(int pid, byte[] tag)
    {
        for (var rest = Read(pid, "environ").AsSpan(); !rest.IsEmpty;)
        {
            var end = rest.IndexOf((byte)0);
            var entry = end < 0 ? rest : rest[..end];
            if (entry.StartsWith(tag) && (entry.Length == tag.Length || entry[tag.Length] == (byte)'/'))
                return true;
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return false;
    }
}
