using System.CommandLine;

namespace MrJob.Cli.Commands;

/// <summary>Switches that the old runner's tools took on every command, so that lines of a crontab go on as they are. They change nothing here.</summary>
internal static class OldSwitches
{
    /// <summary>Takes <c>-q</c> and <c>-v</c>: there is no more and no less to say.</summary>
    public static void TakesVerbosity(this Command command)
    {
        command.Options.Add(new Option<bool>("--quiet", "-q") { Hidden = true });
        command.Options.Add(new Option<bool>("--verbose", "-v") { Hidden = true });
    }

    /// <summary>Takes <c>-q</c>, <c>-v</c> and those that choose an mrjob.conf: the service has its own.</summary>
    public static void TakesOldSwitches(this Command command)
    {
        command.TakesVerbosity();
        command.Options.Add(new Option<string[]>("--conf", "--conf-path", "-c") { Hidden = true });
        command.Options.Add(new Option<bool>("--no-conf") { Hidden = true });
    }
}
