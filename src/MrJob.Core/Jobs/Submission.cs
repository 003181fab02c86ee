using System.Security.Cryptography;
using System.Text;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs.Scripts;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>
/// Accepts a job: writes key, job, list entry and queue marker, in this order, so that a crash leaves nothing that a repeat
/// cannot complete. EMR is never called here.
/// </summary>
internal sealed class Submission(
    StateStore state, JobStore jobs, PathChecker paths, InputManifest manifests, ScriptStore scripts, ServiceSettings settings, TimeProvider time)
{
    /// <summary>The job, new or, for an <c>Idempotency-Key</c> seen before with the same body, the earlier one.</summary>
    /// <param name="conf">What <paramref name="spec"/> was read with.</param>
    public async Task<SubmissionResult> SubmitAsync(JobSpec spec, ServiceConf conf, string body, string caller, string? key, CancellationToken cancel)
    {
        var job = JobFactory.Create(spec, caller, time.GetUtcNow(), settings);
        if (JobChecks.Of(job, conf, settings) is { Count: > 0 } faults)
            return new SubmissionResult.Refused(faults);
        if (key is not null)
        {
            var claim = await ClaimAsync(job, body, caller, key, cancel);
            if (claim.Digest != Digest(body))
                return new SubmissionResult.KeyTaken(claim.JobId);
            job = job.Id == claim.JobId ? job : Renamed(job, claim);
        }
        var known = key is not null && await jobs.ReadAsync(job.Id, cancel) is not null; // its paths were right when it was accepted
        if (!known && await paths.CheckAsync(job, cancel) is { Count: > 0 } missing)
            return new SubmissionResult.Refused(missing);
        if (!known && await manifests.WriteAsync(job, cancel) is { } fault)
            return new SubmissionResult.Refused([fault]);
        await scripts.WriteAsync(job, cancel);
        return new SubmissionResult.Accepted(await CompleteAsync(job, cancel));
    }

    private async Task<IdempotencyClaim> ClaimAsync(Job job, string body, string caller, string key, CancellationToken cancel)
    {
        var claim = new IdempotencyClaim { JobId = job.Id, Created = job.Created, Digest = Digest(body) };
        var name = JobKeys.Idempotency(caller, key);
        var stored = await state.CreateAsync(name, claim, CoreJson.Default.IdempotencyClaim, cancel)
            ?? await state.ReadAsync(name, CoreJson.Default.IdempotencyClaim, cancel)
            ?? throw new InvalidOperationException("An idempotency key was there and is gone.");
        return stored.Value;
    }

    private async Task<Job> CompleteAsync(Job job, CancellationToken cancel)
    {
        var stored = await jobs.CreateAsync(job, cancel) ?? await jobs.ReadAsync(job.Id, cancel)
            ?? throw new InvalidOperationException($"The record of job {job.Id} was there and is gone.");
        await jobs.ListRecentAsync(stored.Value, cancel);
        if (stored.Value.State == JobState.Queued)
            await jobs.EnqueueAsync(stored.Value, cancel);
        return stored.Value;
    }

    /// <summary>The job as an earlier request with the same key would have made it, whose record may be missing.</summary>
    private Job Renamed(Job job, IdempotencyClaim claim) =>
        JobFactory.Create(job.Spec, job.Caller, claim.Created, settings, claim.JobId);

    private static string Digest(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}

/// <summary>Who used an idempotency key first, and with which body.</summary>
internal sealed record IdempotencyClaim : StoredRecord
{
    public required string JobId { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required string Digest { get; init; }
}

/// <summary>What became of a submission.</summary>
internal abstract record SubmissionResult
{
    private SubmissionResult() { }

    public sealed record Accepted(Job Job) : SubmissionResult;

    public sealed record Refused(IReadOnlyList<Fault> Faults) : SubmissionResult;

    /// <summary>The key was used with another body.</summary>
    public sealed record KeyTaken(string JobId) : SubmissionResult;
}
