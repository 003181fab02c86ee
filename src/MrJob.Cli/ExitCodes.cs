namespace MrJob.Cli;

/// <summary>What the command's exit says.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int JobFailed = 1;
    public const int BadUsage = 2;
    public const int Unreachable = 3;
    public const int Interrupted = 130;
}

/// <summary>Ends the command with a message on standard error and an exit code.</summary>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
