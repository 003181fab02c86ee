using MrJob.Local.Streaming;
using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Tasks;

namespace MrJob.Local.Emr.Steps;

/// <summary>Runs a streaming job as a step, and says what its client would have printed.</summary>
internal sealed class StreamingStep(StepContext context, TaskSlots slots, TimeProvider time)
{
    public async Task<StepResult> RunAsync(JobId job, IReadOnlyList<string> args, CancellationToken cancel)
    {
        try
        {
            var streaming = new StreamingContext(
                job, context.Folder, context.Files, slots, time, context.Logs, context.Uploader, context.Ledger, context.Environment, context.Step.Rerun);
            await new StreamingJob(streaming, StreamingArguments.Parse(args)).RunAsync(cancel);
            return StepResult.Success with { Job = job.ToString() };
        }
        catch (StreamingClientException e)
        {
            Print(e);
            return new StepResult(e.ExitCode, e.Reason, e.Detail ?? e.Message);
        }
    }

    private void Print(StreamingClientException fault)
    {
        context.Logs.Syslog("org.apache.hadoop.streaming.StreamJob", fault.Message, "ERROR");
        context.Logs.Stderr(fault.Message);
        if (fault.ExitCode == 1 && fault.Detail is null)
            context.Logs.Stderr("Try -help for more information");
        context.Logs.Stderr("Streaming Command Failed!");
    }
}
