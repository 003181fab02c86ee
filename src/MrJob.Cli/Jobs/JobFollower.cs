using System.Text.Json.Nodes;

namespace MrJob.Cli.Jobs;

/// <summary>Asks for a job until it has ended, and tells what changed, a line each.</summary>
internal sealed class JobFollower(JobsApi api, TextWriter progress)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>How long a failed job's first report is waited for: its logs may take minutes, and then the cause is asked for later.</summary>
    private const int AsksForReport = 20;

    private readonly HashSet<string> _told = [];

    /// <summary>The job as it ended; a failed one with its cause, if that is known soon.</summary>
    public async Task<JsonObject> FollowAsync(string id, CancellationToken cancel)
    {
        var wait = First;
        for (var asks = 0; ;)
        {
            var job = await api.GetAsync($"/jobs/{id}", cancel);
            await TellAsync(job);
            var state = job["state"]!.ToString();
            if (state is "COMPLETED" or "CANCELLED" || (state == "FAILED" && (HasReport(job) || asks++ == AsksForReport)))
                return job;
            await Pause.ForAsync(wait, cancel);
            wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 5 / 4, Longest.Ticks));
        }
    }

    private static bool HasReport(JsonObject job) =>
        job["cause"] is not null || job["report"]?.ToString() == "final" || !job["steps"]!.AsArray().Any(s => s!["step_id"] is not null);

    private async Task TellAsync(JsonObject job)
    {
        foreach (var line in JobText.Progress(job).Where(_told.Add))
            await progress.WriteLineAsync(line);
    }
}
