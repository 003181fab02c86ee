using System.Globalization;
using System.Text;

namespace MrJob.Local.Emr.Steps.Processes;

/// <summary>
/// Finds what a step started even when it left its process group: every process carries its folder in its environment, and
/// Linux shows the environment of a running process in <c>/proc</c>. On other systems only process trees are known.
/// </summary>
internal static class TaggedProcesses
{
    /// <summary>The variable that a step's processes and their descendants have.</summary>
    public const string Variable = "MRJOB_LOCAL_FOLDER";

    /// <summary>A process that is being started while others are ended is seen the next time; this is how often we look.</summary>
    private const int Looks = 20;

    /// <summary>Ends every process whose folder is the given one or inside it.</summary>
    public static void End(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;

        for (var look = 0; look < Looks; look++)
        {
            var found = Find(folder);
            if (found.Count == 0)
                return;
            found.ForEach(ProcessSignals.End);
        }
    }

    /// <summary>The ids of the processes whose folder is the given one or inside it.</summary>
    public static List<int> Find(string folder)
    {
        var tag = Encoding.UTF8.GetBytes($"{Variable}={folder}");
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(process => int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && pid != Environment.ProcessId && HasTag(pid, tag))];
    }

    private static bool HasTag(int pid, byte[] tag)
    {
        byte[] environment;
        try
        {
            environment = File.ReadAllBytes($"/proc/{pid}/environ");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // it has ended, or it is another user's
        }

        for (var rest = environment.AsSpan(); !rest.IsEmpty;)
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
