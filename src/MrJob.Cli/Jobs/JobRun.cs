using System.Text.Json.Nodes;
using MrJob.Cli.Options;

namespace MrJob.Cli.Jobs;

/// <summary>One run of a job from the command line. The job's output goes to standard output, everything else to standard error.</summary>
internal sealed class JobRun(ServiceConnection connection, ServiceAbout about, ClientOptions options, bool json)
{
    private JobsApi Api => connection.Api;

    public async Task<int> RunAsync(JsonObject body, string folder, OutputTarget target, bool detach, CancellationToken cancel)
    {
        await LaptopBuckets.EnsureAsync(about, body, cancel);
        using (var uploads = UploadPlace.Open(about, options))
            await new LocalFiles(uploads.Uploader).ReplaceAsync(body, folder, cancel);
        var accepted = await Api.PostAsync("/jobs", body, Guid.NewGuid().ToString("N"), cancel);
        foreach (var note in JobText.Notes(accepted))
            await Console.Error.WriteLineAsync(note);
        var id = accepted["id"]!.ToString();
        if (detach)
        {
            await Console.Out.WriteLineAsync(json ? JobText.Json(accepted) : id);
            return ExitCodes.Done;
        }
        try
        {
            var every = options.Number("check_cluster_every") is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
            var job = await new JobFollower(Api, Console.Error, every, wantsReport: true).FollowAsync(id, cancel);
            return await EndAsync(job, target, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(connection.IsOwn
                ? $"Interrupted, and the service with it. The job goes on when mrjob next serves its data folder; to end it: mrjob jobs cancel {id}"
                : $"Interrupted. The job goes on: mrjob jobs show {id}; to end it: mrjob jobs cancel {id}");
            return ExitCodes.Interrupted;
        }
    }

    private async Task<int> EndAsync(JsonObject job, OutputTarget target, CancellationToken cancel)
    {
        foreach (var line in JobText.Counters(job))
            await Console.Error.WriteLineAsync(line);
        if (json) // the output has standard output for itself where it is printed
            await (target.Print ? Console.Error : Console.Out).WriteLineAsync(JobText.Json(job));
        if (job["state"]!.ToString() == "COMPLETED")
        {
            if (target.Print || target.Folder is not null)
                await new OutputWriter(Api).WriteAsync(job["id"]!.ToString(), target, cancel);
            return ExitCodes.Done;
        }
        await Console.Error.WriteLineAsync(JobText.Failure(job));
        return ExitCodes.JobFailed;
    }
}
