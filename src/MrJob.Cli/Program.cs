using MrJob.Cli;
using MrJob.Cli.Commands;

var parsed = CommandLine.Create().Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var line in UsageErrors.Of(parsed))
        await Console.Error.WriteLineAsync(line);
    return ExitCodes.BadUsage;
}
return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
