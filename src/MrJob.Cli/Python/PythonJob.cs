using System.Text.Json.Nodes;

namespace MrJob.Cli.Python;

/// <summary>A job that is an unchanged script of the Python library mrjob.</summary>
/// <param name="Body">The body of POST /jobs, its files still local and absolute.</param>
/// <param name="Library">The folder of the mrjob package that described it.</param>
internal sealed record PythonJob(JsonObject Body, string Library)
{
    /// <summary>Whether JOB of a command line is a Python script, and no job file.</summary>
    public static bool Is(string job) => job.EndsWith(".py", StringComparison.Ordinal);

    /// <param name="args">The script's own arguments, its input among them.</param>
    /// <param name="pythonBin">The words of <c>python_bin</c>; empty for the machine's own Python.</param>
    /// <exception cref="CommandException">There is no Python, no mrjob or no such script, or the script cannot say what its job is.</exception>
    public static async Task<PythonJob> ReadAsync(string script, IReadOnlyList<string> args, IReadOnlyList<string> pythonBin, CancellationToken cancel)
    {
        if (!File.Exists(script))
            throw new CommandException(ExitCodes.BadUsage, $"There is no script {script}.");
        script = Path.GetFullPath(script);
        var python = PythonInterpreter.Find(pythonBin, Environment.GetEnvironmentVariable("PATH"));
        var answer = await ScriptDriver.AskAsync(python, script, args, cancel);
        return new(ScriptBody.Of(answer, script, Directory.GetCurrentDirectory()), answer["folder"]!.ToString());
    }
}
