using System.Text;

namespace MrJob.Local.Emr.Steps.Processes;

/// <summary>Finds the file that a command's first word names.</summary>
internal static class ProgramPath
{
    /// <summary>
    /// The program's path: a relative name is looked up in the working folder first and then on the PATH, which is how
    /// Hadoop streaming finds a shipped script without <c>./</c>.
    /// </summary>
    /// <exception cref="ProcessStartException">There is no such program, it may not be executed, or its interpreter is missing.</exception>
    public static string Resolve(string program, string folder, string? path)
    {
        var file = Find(program, folder, path) ?? throw ProcessStartException.NotFound(program);
        if (!MayExecute(file))
            throw ProcessStartException.NotExecutable(program);
        if (Interpreter(file) is { } interpreter && !File.Exists(interpreter))
            throw ProcessStartException.NotFound(program);
        return file;
    }

    /// <summary>The program's path, or null when there is none.</summary>
    public static string? Find(string program, string folder, string? path)
    {
        if (Path.IsPathFullyQualified(program))
            return File.Exists(program) ? program : null;

        var folders = (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Prepend(folder).SelectMany(place => Names(Path.Combine(place, program))).FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> Names(string file) =>
        OperatingSystem.IsWindows() ? [file, file + ".exe", file + ".cmd", file + ".bat"] : [file];

    private static bool MayExecute(string file) => OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;

    /// <summary>The interpreter that a script's first line names; the kernel reports a missing one as a missing program.</summary>
    private static string? Interpreter(string file)
    {
        Span<byte> start = stackalloc byte[256];
        using var handle = File.OpenHandle(file);
        start = start[..RandomAccess.Read(handle, start, 0)];
        if (OperatingSystem.IsWindows() || !start.StartsWith("#!"u8))
            return null;

        var line = start[2..];
        var end = line.IndexOf((byte)'\n');
        var words = Encoding.UTF8.GetString(end < 0 ? line : line[..end]).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : words[0];
    }
}
