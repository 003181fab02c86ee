using System.Security.Cryptography;
using System.Text;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs.Scripts;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>
/// Accepts a job: writes key, job, list entry and queue marker, in this order, so that a crash leaves nothing that a repeat
/// cannot complete. EMR is never called here.
/// </summary>
internal sealed class Submission(
    StateStore state, JobStore jobs, PathChecker paths, InputManifest manifests, ScriptStore scripts, FileDigests files, ServiceSettings settings, TimeProvider time)
{
    /// <summary>The job, new or, for an <c>Idempotency-Key</c> seen before with the same body, the earlier one.</summary>
    /// <param name="conf">What <paramref name="spec"/> was read with.</param>
    public async Task<SubmissionResult> SubmitAsync(JobSpec spec, ServiceConf conf, string body, string caller, string? key, CancellationToken cancel)
    {
        var job = JobFactory.Create(spec, caller, time.GetUtcNow(), settings);
        var claim = key is null ? null : (await state.ReadAsync(JobKeys.Idempotency(caller, key), CoreJson.Default.IdempotencyClaim, cancel))?.Value;
        if (claim is null)
        {
            // Before the key is taken: whoever is refused may mend the body and use the key again.
            if (await FaultsAsync(job, conf, cancel) is { Count: > 0 } faults)
                return new SubmissionResult.Refused(faults);
            claim = key is null ? null : await ClaimAsync(job, body, caller, key, cancel);
        }
        if (claim is not null && claim.Digest != Digest(body))
            return new SubmissionResult.KeyTaken(claim.JobId);
        if (claim is not null && claim.JobId != job.Id)
            job = JobFactory.Create(spec, caller, claim.Created, settings, claim.JobId); // as the earlier request would have made it, whose record may be missing
        return await AcceptAsync(job, cancel);
    }

    private async Task<IReadOnlyList<Fault>> FaultsAsync(Job job, ServiceConf conf, CancellationToken cancel) =>
        JobChecks.Of(job, conf, settings) is { Count: > 0 } faults ? faults : await paths.CheckAsync(job, cancel);

    /// <summary>Writes what is missing of the job. Its files come first: with the record it may be placed, and its inputs as they were then are its inputs.</summary>
    private async Task<SubmissionResult> AcceptAsync(Job job, CancellationToken cancel)
    {
        if (await jobs.ReadAsync(job.Id, cancel) is null)
        {
            if (await manifests.WriteAsync(job, cancel) is { } fault)
                return new SubmissionResult.Refused([fault]);
            await scripts.WriteAsync(job, cancel);
            var faults = new List<Fault>();
            if (await IdentifiedAsync(job, faults, cancel) is var identified && faults.Count > 0)
                return new SubmissionResult.Refused(faults);
            job = identified;
        }
        return new SubmissionResult.Accepted(await CompleteAsync(job, cancel));
    }

    /// <summary>A pooled job with its pool's identity, for which the files of its bootstrap are read.</summary>
    public async Task<Job> IdentifiedAsync(Job job, List<Fault> faults, CancellationToken cancel) => job.Spec.Options is { PoolClusters: true, ClusterId: null } options
        ? job with { Pool = PoolIdentity.Of(options, settings, await files.ReadAsync(options, faults, cancel)) } : job;

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
