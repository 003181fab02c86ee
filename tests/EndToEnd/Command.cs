using System.Diagnostics;

namespace MrJob.EndToEnd;

/// <summary>What a command wrote and how it ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error);

/// <summary>Runs the built command and other programs, in an environment without anybody's AWS.</summary>
internal static class Command
{
    /// <summary>Runs <c>mrjob</c> to its end.</summary>
    public static Task<CommandResult> MrJobAsync(string folder, params string[] args) => RunAsync(Repository.MrJob, folder, args);

    /// <summary>Runs a script with the machine's shell to its end.</summary>
    public static Task<CommandResult> ShellAsync(string folder, string script) => RunAsync("sh", folder, ["-c", script]);

    public static Process Start(string program, string folder, IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(program, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("AWS_", StringComparison.Ordinal) || k.StartsWith("MRJOB_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        // Whatever asks for an AWS without being given one finds a closed port, and nobody's keys.
        start.Environment["AWS_ENDPOINT_URL_S3"] = start.Environment["AWS_ENDPOINT_URL_EMR"] = "http://127.0.0.1:9";
        start.Environment["AWS_ACCESS_KEY_ID"] = start.Environment["AWS_SECRET_ACCESS_KEY"] = "test";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["MRJOB_CONF"] = "/dev/null"; // nobody's mrjob.conf
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private static async Task<CommandResult> RunAsync(string program, string folder, IEnumerable<string> args)
    {
        using var process = Start(program, folder, args);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }
}
