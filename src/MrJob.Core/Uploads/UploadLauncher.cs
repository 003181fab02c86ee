using MrJob.Core.Configuration;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;

namespace MrJob.Core.Uploads;

/// <summary>Starts the job that a rule has for an uploaded object: the same submission as POST /jobs, once however often the event comes.</summary>
internal sealed class UploadLauncher(UploadRules rules, Submission submission, S3Files files, ServiceSettings settings)
{
    /// <summary>The <see cref="Job.Caller"/> of jobs that files have started.</summary>
    public const string Caller = "upload";

    public async Task<UploadResult> LaunchAsync(UploadedObject uploaded, CancellationToken cancel)
    {
        var all = await rules.ReadAsync(cancel);
        if (!all.MayBeFor(uploaded.Uri))
            return new UploadResult.NoRule(); // whatever is wrong with the rules for others
        var read = await rules.CheckAsync(all, cancel);
        if (read.Faults.Count > 0)
            return new UploadResult.Refused(null, [.. read.Faults.Select(f => f with { Detail = $"{f.Detail} (in {rules.Place})" })]);
        var plan = Plan(read, uploaded);
        if (plan is not { Spec: { } spec, Rule: { } rule })
            return plan.Rule is null ? new UploadResult.NoRule() : new UploadResult.Refused(plan.Rule.Name, plan.Faults);
        if (await SizeFaultAsync(rule, uploaded, cancel) is { } tooLarge)
            return new UploadResult.Refused(rule.Name, [tooLarge]);
        return await submission.SubmitAsync(spec, read.Conf, plan.Body!, Caller, rule.IdempotencyKey(uploaded), cancel, $"the rule '{rule.Name}' for {uploaded.Uri}") switch
        {
            SubmissionResult.Accepted { Job.Id: var id, IsRepeat: false } => new UploadResult.Started(rule.Name, id),
            SubmissionResult.Accepted { Job.Id: var id } => new UploadResult.StartedBefore(rule.Name, id),
            SubmissionResult.KeyTaken { JobId: var id } => new UploadResult.StartedBefore(rule.Name, id), // the rule has been changed since
            SubmissionResult.Refused { Faults: var faults } => new UploadResult.Refused(rule.Name, faults),
            SubmissionResult.Underway => new UploadResult.Refused(rule.Name, [new("$", "another event of this upload is being worked on, with the rule as it was; replay it in a quarter of an hour")]),
            var other => throw new InvalidOperationException($"A submission ended as {other.GetType().Name}."),
        };
    }

    /// <summary>What the rules make of an object, which need not be there: the first rule that is for it, and its job. Pure.</summary>
    public UploadPlan Plan(CheckedRules read, UploadedObject uploaded)
    {
        if (read.Rules.FirstOrDefault(r => r.Match(uploaded.Uri) is not null) is not { } rule)
            return new(null, null, null, []);
        var faults = new List<Fault>();
        var body = rule.BodyFor(uploaded, faults);
        var spec = faults.Count > 0 ? null : JobSpecReader.Read(body, read.Conf, faults);
        if (spec is not null)
        {
            faults.AddRange(UploadLoops.Of(spec, spec.OutputDir, read.Rules, settings, "$"));
            faults.AddRange(JobChecks.Of(JobFactory.Create(spec, Caller, uploaded.Time, settings), read.Conf, settings));
        }
        return new(rule, body, faults.Count == 0 ? spec : null, faults);
    }

    private async Task<Fault?> SizeFaultAsync(UploadRule rule, UploadedObject uploaded, CancellationToken cancel)
    {
        if (rule.MaxSize is not { } most)
            return null;
        var size = uploaded.Size;
        if (rule.Per == UploadUnit.Folder)
        {
            size = 0;
            await foreach (var file in files.ListAsync(uploaded.Folder, cancel))
                size += file.Size;
        }
        return size <= most ? null : new("$", $"{(rule.Per == UploadUnit.Folder ? uploaded.Folder : uploaded.Uri)} has {size} bytes; the rule's max_size is {most}");
    }
}

/// <summary>What the rules make of an object.</summary>
/// <param name="Rule">Null when no rule is for it.</param>
/// <param name="Body">Of POST /jobs.</param>
/// <param name="Spec">Null when it is refused, with the faults.</param>
internal sealed record UploadPlan(UploadRule? Rule, string? Body, JobSpec? Spec, IReadOnlyList<Fault> Faults);

/// <summary>What became of an upload.</summary>
internal abstract record UploadResult
{
    private UploadResult() { }

    public sealed record NoRule : UploadResult;

    public sealed record Started(string Rule, string JobId) : UploadResult;

    /// <summary>An earlier event of the same upload has started the job.</summary>
    public sealed record StartedBefore(string Rule, string JobId) : UploadResult;

    /// <param name="Rule">Null when the rules themselves are wrong.</param>
    public sealed record Refused(string? Rule, IReadOnlyList<Fault> Faults) : UploadResult;
}
