using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using MrJob.Core;
using MrJob.Core.Configuration;
using MrJob.Core.Configuration.Conf;
using MrJob.Core.Uploads;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace MrJob.Functions;

/// <summary>
/// Starts the job that a rule has for an uploaded object, once however often the event comes. What is refused becomes a dead letter at once: it would be
/// refused again. Anything else that fails is tried again by Lambda, which in the end puts it beside them.
/// </summary>
public sealed partial class LaunchOnUpload(ServiceHost host)
{
    public LaunchOnUpload()
        : this(ServiceHost.FromProcess())
    {
    }

    public async Task HandleAsync(EventEnvelope uploaded, ILambdaContext context)
    {
        using var deadline = context.Deadline();
        if (uploaded.Upload is not { } upload)
            throw new InvalidOperationException("The event tells of no object: template.yaml and this handler disagree.");
        var (logger, failed) = (host.Get<ILogger<LaunchOnUpload>>(), 0);
        switch (await LaunchAsync(upload, deadline.Token))
        {
            case UploadResult.NoRule:
                LogNoRule(logger, upload.Uri.ToString());
                break;
            case UploadResult.Started started:
                LogStarted(logger, upload.Uri.ToString(), started.JobId, started.Rule);
                break;
            case UploadResult.StartedBefore before:
                LogStartedBefore(logger, upload.Uri.ToString(), before.JobId, before.Rule);
                break;
            case UploadResult.Refused refused:
                failed = 1;
                LogRefused(logger, upload.Uri.ToString(), refused.Rule ?? "none", string.Join("; ", refused.Faults.Select(f => f.ToString())));
                await host.Get<FailedUploads>().PutAsync(JsonSerializer.SerializeToElement(uploaded, FunctionsJson.Default.EventEnvelope), upload.Time, refused.Faults, refused.Rule, deadline.Token);
                break;
        }
        var metrics = new Dictionary<string, int> { ["RefusedUploads"] = failed };
        host.Get<MetricsSink>()(EmbeddedMetrics.Format(host.Get<TimeProvider>().GetUtcNow(), host.Get<ServiceSettings>().Stack, metrics, new Dictionary<string, JsonNode?>()));
    }

    private async Task<UploadResult> LaunchAsync(UploadedObject upload, CancellationToken cancel)
    {
        try
        {
            return await host.Get<UploadLauncher>().LaunchAsync(upload, cancel);
        }
        catch (ConfException e)
        {
            return new UploadResult.Refused(null, [new Fault("$", $"The service's own mrjob.conf is wrong: {e.Message}")]);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "No rule is for {Uploaded}")]
    private static partial void LogNoRule(ILogger logger, string uploaded);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Uploaded} started {JobId}, by the rule {Rule}")]
    private static partial void LogStarted(ILogger logger, string uploaded, string jobId, string rule);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Uploaded} has started {JobId} before, by the rule {Rule}")]
    private static partial void LogStartedBefore(ILogger logger, string uploaded, string jobId, string rule);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Uploaded} starts no job (rule {Rule}): {Why}")]
    private static partial void LogRefused(ILogger logger, string uploaded, string rule, string why);
}
