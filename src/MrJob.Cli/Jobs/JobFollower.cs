using System.Text.Json.Nodes;

namespace MrJob.Cli.Jobs;

/// <summary>Asks for a job until it has ended, and tells what changed, a line each.</summary>
/// <param name="every">The longest wait between looks; null for one that suits the service.</param>
/// <param name="wantsReport">Whether the counters of a job that went well are wanted. A service on this machine has them at once, EMR's logs take minutes.</param>
internal sealed class JobFollower(JobsApi api, TextWriter progress, TimeSpan? every = null, bool wantsReport = false)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenFailures = TimeSpan.FromSeconds(5);

    /// <summary>How long a report is waited for: logs may take minutes, and then it is asked for later.</summary>
    private const int AsksForReport = 20;

    /// <summary>So many unanswered asks in a row, five seconds apart, mean that the service is gone.</summary>
    private const int MostFailures = 6;

    /// <summary>A service on this machine costs nothing to ask.</summary>
    private readonly TimeSpan _longest = every ?? (api.IsOnThisMachine ? TimeSpan.FromSeconds(0.5) : TimeSpan.FromSeconds(5));
    private readonly HashSet<string> _told = [];
    private int _failures;

    private bool WaitsForReport(string state) => state == "FAILED" || (state == "COMPLETED" && wantsReport && api.IsOnThisMachine);

    /// <summary>The job as it ended, with its report if that is known soon: a failed one's has the cause.</summary>
    public async Task<JsonObject> FollowAsync(string id, CancellationToken cancel)
    {
        var wait = First;
        for (var asks = 0; ;)
        {
            if (await AskAsync(id, cancel) is not { } job)
            {
                await Pause.ForAsync(BetweenFailures, cancel);
                continue;
            }
            await TellAsync(job);
            var state = job["state"]!.ToString();
            if (state is "COMPLETED" or "CANCELLED" or "FAILED" && (!WaitsForReport(state) || HasReport(job) || asks++ == AsksForReport))
                return job;
            await Pause.ForAsync(wait, cancel);
            wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 5 / 4, _longest.Ticks));
        }
    }

    /// <summary>The job, or null when the service could not be asked just now: the job goes on without being watched.</summary>
    private async Task<JsonObject?> AskAsync(string id, CancellationToken cancel)
    {
        try
        {
            var job = await api.GetAsync($"/jobs/{id}", cancel);
            _failures = 0;
            return job;
        }
        catch (CommandException e) when (e.ExitCode == ExitCodes.Unreachable && ++_failures < MostFailures)
        {
            await progress.WriteLineAsync($"{e.Message} Asking again.");
            return null;
        }
    }

    private static bool HasReport(JsonObject job) =>
        job["cause"] is not null || job["report"]?.ToString() is "final" or "off" || !job["steps"]!.AsArray().Any(s => s!["step_id"] is not null);

    private async Task TellAsync(JsonObject job)
    {
        foreach (var line in JobText.Progress(job).Where(_told.Add))
            await progress.WriteLineAsync(line);
    }
}
