using System.Security.Cryptography;
using System.Text;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs.Scripts;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>
/// Accepts a job: writes its files, key, record, list entry and queue marker, in this order, so that a crash leaves nothing that a repeat
/// cannot complete. EMR is never called here.
/// </summary>
internal sealed class Submission(
    StateStore state, JobStore jobs, PathChecker paths, InputManifest manifests, ScriptStore scripts, FileDigests files, ServiceSettings settings, TimeProvider time)
{
    /// <summary>A request that took a key and wrote no job in this time has died: a function lives for a quarter of an hour at most.</summary>
    private static readonly TimeSpan LongestRequest = TimeSpan.FromMinutes(15);

    /// <summary>The job, new or, for an <c>Idempotency-Key</c> seen before with the same body, the earlier one.</summary>
    /// <param name="conf">What <paramref name="spec"/> was read with.</param>
    /// <param name="origin">What starts the job, where that is no request.</param>
    public async Task<SubmissionResult> SubmitAsync(
        JobSpec spec, ServiceConf conf, string body, string caller, string? key, CancellationToken cancel, string? origin = null)
    {
        var name = key is null ? null : JobKeys.Idempotency(caller, key);
        var claim = name is null ? null : await state.ReadAsync(name, CoreJson.Default.IdempotencyClaim, cancel);
        if (claim is not null && await EarlierAsync(claim.Value, body, cancel) is { } earlier)
            return earlier;
        // As the earlier request would have made it, which died before the job was written.
        var job = claim is { Value: var died } && died.Digest == Digest(body)
            ? JobFactory.Create(spec, caller, died.Created, settings, died.JobId) : JobFactory.Create(spec, caller, time.GetUtcNow(), settings);
        job = job with { Origin = origin };
        // Before the key is taken: whoever is refused may mend the body and use the key again.
        var faults = new List<Fault>();
        job = await PrepareAsync(job, conf, faults, cancel);
        if (faults.Count > 0)
            return new SubmissionResult.Refused(faults);
        if (name is not null && claim?.Value.JobId != job.Id && !await ClaimAsync(name, claim, job, body, cancel))
            return await SubmitAsync(spec, conf, body, caller, key, cancel, origin); // another request was faster: this is a repeat of it
        return new SubmissionResult.Accepted(await CompleteAsync(job, cancel), IsRepeat: false);
    }

    /// <summary>What a repeat is answered; null when the request that took the key died before it had written the job.</summary>
    private async Task<SubmissionResult?> EarlierAsync(IdempotencyClaim claim, string body, CancellationToken cancel)
    {
        var written = await jobs.ReadAsync(claim.JobId, cancel);
        if (claim.Digest == Digest(body))
            return written is null ? null : new SubmissionResult.Accepted(await CompleteAsync(written.Value, cancel), IsRepeat: true);
        if (written is not null)
            return new SubmissionResult.KeyTaken(claim.JobId);
        return time.GetUtcNow() < claim.Created + LongestRequest ? new SubmissionResult.Underway() : null;
    }

    /// <summary>
    /// Checks the job and writes its files. With its record it may be placed: so these come first, and its inputs as they are now are its inputs.
    /// </summary>
    private async Task<Job> PrepareAsync(Job job, ServiceConf conf, List<Fault> faults, CancellationToken cancel)
    {
        faults.AddRange(JobChecks.Of(job, conf, settings));
        if (faults.Count == 0)
            faults.AddRange(await paths.CheckAsync(job, cancel));
        if (faults.Count == 0)
            job = await IdentifiedAsync(job, faults, cancel);
        if (faults.Count == 0 && await manifests.WriteAsync(job, cancel) is { } fault)
            faults.Add(fault);
        if (faults.Count == 0)
            await scripts.WriteAsync(job, cancel);
        return job;
    }

    /// <summary>A pooled job with its pool's identity, for which the files of its bootstrap are read.</summary>
    public async Task<Job> IdentifiedAsync(Job job, List<Fault> faults, CancellationToken cancel) => job.Spec.Options is { PoolClusters: true, ClusterId: null } options
        ? job with { Pool = PoolIdentity.Of(options, settings, await files.ReadAsync(options, faults, cancel)) } : job;

    /// <param name="old">Of a request that died.</param>
    /// <returns>False when another request has the key.</returns>
    private async Task<bool> ClaimAsync(string name, Stored<IdempotencyClaim>? old, Job job, string body, CancellationToken cancel)
    {
        var claim = new IdempotencyClaim { JobId = job.Id, Created = job.Created, Digest = Digest(body) };
        return (old is null ? await state.CreateAsync(name, claim, CoreJson.Default.IdempotencyClaim, cancel)
            : await state.UpdateAsync(old, claim, CoreJson.Default.IdempotencyClaim, cancel)) is not null;
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

    /// <param name="IsRepeat">Whether an earlier request with the same key and body had the job accepted.</param>
    public sealed record Accepted(Job Job, bool IsRepeat) : SubmissionResult;

    public sealed record Refused(IReadOnlyList<Fault> Faults) : SubmissionResult;

    /// <summary>The key was used with another body, for this job.</summary>
    public sealed record KeyTaken(string JobId) : SubmissionResult;

    /// <summary>A request with the same key and another body is, or was not long ago, under way: nobody can tell yet whether its job is accepted.</summary>
    public sealed record Underway : SubmissionResult;
}
