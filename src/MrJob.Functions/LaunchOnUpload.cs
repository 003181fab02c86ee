using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using MrJob.Core.Configuration;
using MrJob.Core.Configuration.Conf;
using MrJob.Core.Jobs;
using MrJob.Core.Uploads;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace MrJob.Functions;

/// <summary>
/// Starts the job that a rule has for an uploaded object: the same submission as POST /jobs, under a key made of the object's place and
/// content, so that an event that comes again starts nothing more.
/// </summary>
public sealed partial class LaunchOnUpload(ServiceHost host)
{
    private const string Caller = "upload";

    public LaunchOnUpload()
        : this(ServiceHost.FromProcess())
    {
    }

    public async Task HandleAsync(EventEnvelope uploaded, ILambdaContext context)
    {
        using var deadline = context.Deadline();
        var logger = host.Get<ILogger<LaunchOnUpload>>();
        if (uploaded.Upload is not { } upload)
            throw new InvalidOperationException("The event tells of no object: template.yaml and this handler disagree.");
        var rules = await host.Get<UploadRules>().ReadAsync(deadline.Token);
        if (rules.FirstOrDefault(r => r.Matches(upload.Uri)) is not { } rule)
        {
            LogNoRule(logger, upload.Uri.ToString());
            return;
        }
        var faults = new List<Fault>();
        var conf = await host.Get<ServiceConfStore>().ReadAsync(deadline.Token);
        var spec = rule.JobFor(upload.Uri, conf, faults) ?? throw new UploadRulesException(faults);
        var result = await host.Get<Submission>().SubmitAsync(
            spec, conf, rule.BodyFor(upload.Uri), Caller, $"{upload.Uri}\n{upload.Version}", deadline.Token);
        if (result is SubmissionResult.Refused refused)
            throw new UploadRulesException(refused.Faults);
        LogLaunched(logger, upload.Uri.ToString(), result is SubmissionResult.Accepted { Job.Id: var id } ? id : result.ToString());
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "No rule is for {Uploaded}")]
    private static partial void LogNoRule(ILogger logger, string uploaded);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Uploaded} started {JobId}")]
    private static partial void LogLaunched(ILogger logger, string uploaded, string jobId);
}
