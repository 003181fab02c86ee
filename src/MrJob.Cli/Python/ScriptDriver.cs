using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace MrJob.Cli.Python;

/// <summary>Runs an mrjob script under <c>describe_job.py</c>, which asks it for its job in place of running that.</summary>
internal static class ScriptDriver
{
    private const string Resource = "MrJob.Cli.Python.describe_job.py";

    /// <summary>What the script's job is, as <c>describe_job.py</c> says it.</summary>
    /// <exception cref="CommandException">There is no job; why is said in the message.</exception>
    public static async Task<JsonObject> AskAsync(PythonInterpreter python, string script, IReadOnlyList<string> args, CancellationToken cancel)
    {
        // A file is the driver's alone: a script may print what it likes.
        var reply = Path.GetTempFileName();
        try
        {
            var said = await RunAsync(python, ["-c", Source(), reply, script, .. args], cancel);
            var answer = await File.ReadAllTextAsync(reply, cancel) is { Length: > 0 } text ? JsonNode.Parse(text)!.AsObject() : new() { ["error"] = "died" };
            ScriptFaults.Check(answer, Path.GetFileName(script), python.ToString(), said);
            return answer;
        }
        finally
        {
            File.Delete(reply);
        }
    }

    private static async Task<Said> RunAsync(PythonInterpreter python, IEnumerable<string> args, CancellationToken cancel)
    {
        using var process = Start(python, args);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        try
        {
            await process.WaitForExitAsync(cancel);
            return new(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(PythonInterpreter python, IEnumerable<string> args)
    {
        try
        {
            return Process.Start(python.With(args))!;
        }
        catch (Win32Exception e)
        {
            throw new CommandException(ExitCodes.BadUsage, $"{python} does not start: {e.Message}");
        }
    }

    private static string Source()
    {
        using var reader = new StreamReader(typeof(ScriptDriver).Assembly.GetManifestResourceStream(Resource)!);
        return reader.ReadToEnd();
    }
}

/// <summary>How Python ended, and what it and the script wrote.</summary>
internal sealed record Said(int ExitCode, string Output, string Error);
