using System.Text;
using MrJob.Core.Configuration;

namespace MrJob.Core.Jobs.Scripts;

/// <summary>What is done on a node before a task runs.</summary>
/// <param name="Commands">Of <c>setup</c>, in order; the files they name are in the task's folder.</param>
/// <param name="PyFiles">Names, in the task's folder, of what Python is to import from.</param>
/// <param name="Python">Where a node has no <c>flock</c>, it locks.</param>
/// <param name="Lock">Tasks of one job wait for each other under this name.</param>
internal sealed record TaskSetup(IReadOnlyList<ShellCommand> Commands, IReadOnlyList<string> PyFiles, IReadOnlyList<string> Python, string Lock)
{
    /// <summary>Variables whose values Hadoop would cut: it splits the environment that it hands to tasks at spaces.</summary>
    public IReadOnlyDictionary<string, string> Exports { get; init; } = new Dictionary<string, string>();

    public bool IsEmpty => Commands.Count == 0 && PyFiles.Count == 0 && Exports.Count == 0;
}

/// <summary>
/// The scripts that tasks are run by: <c>sh -ex setup-wrapper.sh COMMAND…</c>. Standard output is for data alone, so nothing but the task writes there. Pure.
/// </summary>
internal static class TaskScripts
{
    /// <summary>Does the setup, one task of a node at a time, and then becomes the task.</summary>
    public static string Setup(TaskSetup setup) => new Script().Add(Preparation(setup)).Add("""
        exec "$@"
        """).ToString();

    /// <summary>
    /// Does the setup, and then runs the task once for the file that the line of input names: fetched, unpacked, with its path and its URI as two more arguments.
    /// </summary>
    public static string Manifest(TaskSetup setup) => new Script().Add(setup.IsEmpty ? "" : Preparation(setup)).Add("""
        # A line is an offset, a tab and a URI: what NLineInputFormat hands to a mapper.
        IFS= read -r __mrjob_line || [ -n "$__mrjob_line" ] || exit 0
        __mrjob_uri=${__mrjob_line##*	}
        __mrjob_folder=$(mktemp -d ./input-XXXXXXXX)
        __mrjob_file=$__mrjob_folder/$(basename "$__mrjob_uri")
        hadoop fs -copyToLocal "$__mrjob_uri" "$__mrjob_file" </dev/null 1>&2
        case "$__mrjob_file" in
          *.gz) gunzip "$__mrjob_file"; __mrjob_file=${__mrjob_file%.gz} ;;
          *.bz2) bunzip2 "$__mrjob_file"; __mrjob_file=${__mrjob_file%.bz2} ;;
        esac
        "$@" "$__mrjob_file" "$__mrjob_uri" </dev/null || {
          __mrjob_status=$?
          echo "while reading input from $__mrjob_uri" 1>&2
          exit $__mrjob_status
        }
        rm -rf "$__mrjob_folder"
        """).ToString();

    private static string Preparation(TaskSetup setup)
    {
        var script = new Script().Add("""
            __mrjob_PWD=$PWD
            """);
        foreach (var (name, value) in setup.Exports.OrderBy(e => e.Key, StringComparer.Ordinal))
            script.Add($"export {name}={ShellWords.Quote(value)}");
        foreach (var path in setup.PyFiles.Reverse().Select(PythonPath).Distinct())
            script.Add($"export PYTHONPATH={path}${{PYTHONPATH:+:$PYTHONPATH}}");
        if (setup.Commands.Count == 0)
            return script.ToString();
        script.Add($$"""
            # Tasks of this job that start on one node at once must not set it up at once.
            exec 9>{{ShellWords.Quote($"/tmp/mrjob-setup.{setup.Lock}.lock")}}
            if command -v flock >/dev/null 2>&1; then flock 9
            else {{ShellWords.Join(setup.Python)}} -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'; fi
            {
            """);
        foreach (var command in setup.Commands)
            script.Add(command.Render(Place));
        return script.Add("""
            } </dev/null 1>&2
            exec 9>&-
            cd "$__mrjob_PWD"
            """).ToString();
    }

    /// <summary>Zips and eggs are imported from themselves, modules from the folder they are in.</summary>
    private static string PythonPath(string name) => name.EndsWith(".py", StringComparison.Ordinal) ? "\"$__mrjob_PWD\"" : $"\"$__mrjob_PWD\"/{ShellWords.Quote(name)}";

    /// <summary>A file in the folder where the script began, wherever the commands have gone.</summary>
    internal static string Place(FileReference reference) => $"\"$__mrjob_PWD\"/{ShellWords.Quote(reference.LocalName)}";
}

/// <summary>Lines of a shell script.</summary>
internal sealed class Script
{
    private readonly StringBuilder _text = new();

    public Script Add(string lines)
    {
        if (lines.Length > 0)
            _text.Append(lines.ReplaceLineEndings("\n").TrimEnd('\n')).Append('\n');
        return this;
    }

    public override string ToString() => _text.ToString();
}
