using System.Diagnostics;

namespace MrJob.Cli.Python;

/// <summary>The user's Python: the words with which it is called.</summary>
internal sealed record PythonInterpreter(IReadOnlyList<string> Command)
{
    private static readonly string[] Usual = ["python3", "python"];

    /// <param name="asked">The words of <c>python_bin</c>; empty for the first of python3 and python that is there.</param>
    /// <param name="path">The folders of PATH, as that variable has them.</param>
    /// <exception cref="CommandException">It is not there; what was tried is named.</exception>
    public static PythonInterpreter Find(IReadOnlyList<string> asked, string? path)
    {
        var tried = asked.Count > 0 ? [asked[0]] : Usual;
        return tried.FirstOrDefault(name => IsThere(name, path ?? "")) is { } found
            ? new([found, .. asked.Skip(1)])
            : throw new CommandException(ExitCodes.BadUsage, $"A Python job needs Python 3, and there is no {string.Join(" and no ", tried)} on this machine. Name yours: --python-bin PYTHON");
    }

    /// <summary>What a process needs to run it with more arguments; nothing is on its standard input.</summary>
    public ProcessStartInfo With(params IEnumerable<string> args) => new(Command[0], [.. Command.Skip(1), .. args])
    {
        RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
    };

    public override string ToString() => string.Join(' ', Command);

    private static bool IsThere(string name, string path) => name.Contains('/') || name.Contains(Path.DirectorySeparatorChar)
        ? File.Exists(name)
        : path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, name)) || File.Exists(Path.Combine(folder, name + ".exe")));
}
