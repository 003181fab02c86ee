using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MrJob.Core.Configuration;
using MrJob.Core.Housekeeping;
using MrJob.Core.Jobs;
using MrJob.Core.Logs;
using MrJob.Core.Logs.Diagnosis;

namespace MrJob.Functions;

/// <summary>How the API writes its answers: snake_case, absent members left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(AboutView))]
[JsonSerializable(typeof(AcceptedView))]
[JsonSerializable(typeof(JobView))]
[JsonSerializable(typeof(JobListView))]
[JsonSerializable(typeof(LogsView))]
[JsonSerializable(typeof(PushView))]
[JsonSerializable(typeof(DiagnosisView))]
[JsonSerializable(typeof(OutputView))]
[JsonSerializable(typeof(ClusterView))]
[JsonSerializable(typeof(ClusterListView))]
[JsonSerializable(typeof(OptionsView))]
[JsonSerializable(typeof(PoolListView))]
[JsonSerializable(typeof(PoolView))]
[JsonSerializable(typeof(ExplainView))]
[JsonSerializable(typeof(SweepView))]
[JsonSerializable(typeof(UsageView))]
[JsonSerializable(typeof(LongJobListView))]
[JsonSerializable(typeof(UploadsView))]
[JsonSerializable(typeof(UploadTestView))]
[JsonSerializable(typeof(FailedUploadListView))]
[JsonSerializable(typeof(FailedUploadView))]
[JsonSerializable(typeof(ReplayView))]
internal sealed partial class ApiJson : JsonSerializerContext;

/// <summary>Problem details of RFC 9457, with every fault of a refused body.</summary>
internal sealed record ProblemDetails(string Title, int Status, string Detail, IReadOnlyList<ProblemFault>? Faults);

internal sealed record ProblemFault(string Path, string Detail);

/// <summary>GET /: what this service is.</summary>
/// <param name="CloudTmpDir">Where a client puts what it uploads for its jobs.</param>
/// <param name="AwsEndpointUrl">The AWS that the service uses, where that is not the real one.</param>
internal sealed record AboutView(string Service, string Version, string CloudTmpDir, string? AwsEndpointUrl);

internal sealed record Links(string Self, string Logs, string Output)
{
    public static Links Of(string jobId) => new($"/jobs/{jobId}", $"/jobs/{jobId}/logs", $"/jobs/{jobId}/output");
}

/// <summary>POST /jobs.</summary>
/// <param name="Notes">What to know about options that were accepted; null when there is nothing.</param>
internal sealed record AcceptedView(string Id, JobState State, Links Links, IReadOnlyList<OptionNote>? Notes)
{
    public static AcceptedView Of(Job job) => new(job.Id, job.State, Links.Of(job.Id), job.Spec.Notes is { Count: > 0 } notes ? notes : null);
}

/// <summary>GET /options: what the service itself says of options.</summary>
/// <param name="Layers">The lowest first: what the template says, then each file of the service's mrjob.conf.</param>
/// <param name="Locked">Options that no request may change.</param>
internal sealed record OptionsView(IReadOnlyList<OptionLayerView> Layers, IReadOnlyList<string> Locked, LimitsView Limits);

internal sealed record OptionLayerView(string Source, JsonObject Options);

/// <param name="Source">Who set them; null where nobody did.</param>
internal sealed record LimitsView(
    string? Source, int? Instances, IReadOnlyList<string>? InstanceTypes, IReadOnlyList<string>? Subnets, IReadOnlyList<string>? Roles);

/// <summary>GET /jobs/{id}.</summary>
internal sealed record JobView
{
    public required string Id { get; init; }
    public required JobState State { get; init; }
    public string? Reason { get; init; }
    public required string Label { get; init; }
    public required string Owner { get; init; }

    /// <summary>What started it, where that was no request.</summary>
    public string? Origin { get; init; }
    public required DateTimeOffset Created { get; init; }
    public DateTimeOffset? Ended { get; init; }
    public DateTimeOffset? CancelRequested { get; init; }
    public string? ClusterId { get; init; }
    public Placement? Placement { get; init; }
    public required IReadOnlyList<JobStep> Steps { get; init; }
    public required IReadOnlyList<string> Input { get; init; }
    public required string OutputDir { get; init; }

    /// <summary>The probable cause of a failure, once logs told one.</summary>
    public Cause? Cause { get; init; }

    /// <summary><c>none</c>, <c>provisional</c> (more logs may come), <c>final</c>, or <c>off</c> where the job does not want its logs read.</summary>
    public required string Report { get; init; }
    public required Links Links { get; init; }

    /// <summary>What to know about options that were accepted; null when there is nothing.</summary>
    public IReadOnlyList<OptionNote>? Notes { get; init; }

    public static JobView Of(Job job) => new()
    {
        Id = job.Id, State = job.State, Reason = job.Reason, Label = job.Spec.Label, Owner = job.Spec.Owner,
        Created = job.Created, Ended = job.Ended, CancelRequested = job.CancelRequested, Origin = job.Origin,
        ClusterId = job.ClusterId, Placement = job.Placement, Steps = job.Steps, Input = job.Spec.Input, OutputDir = job.OutputDir,
        Cause = job.Report?.Cause, Report = job.Report switch { null => job.Spec.Options.ReadLogs ? "none" : "off", { Final: true } => "final", _ => "provisional" },
        Links = Links.Of(job.Id), Notes = job.Spec.Notes is { Count: > 0 } notes ? notes : null,
    };
}

/// <summary>GET /jobs.</summary>
/// <param name="Next">Give it as <c>next</c> for the page after this one; null at the end.</param>
internal sealed record JobListView(IReadOnlyList<JobSummaryView> Jobs, string? Next);

internal sealed record JobSummaryView(string Id, JobState State, DateTimeOffset Created, DateTimeOffset? Ended, string? ClusterId, Links Links);

/// <summary>GET /jobs?longer_than_hours=: the longest first.</summary>
internal sealed record LongJobListView(IReadOnlyList<LongJobView> Jobs);

/// <param name="Since">When it began to run, or, while it has not, was submitted.</param>
/// <param name="Hours">Since then.</param>
internal sealed record LongJobView(
    string Id, JobState State, DateTimeOffset Created, DateTimeOffset Since, double Hours, string Label, string Owner, string? ClusterId, string? Reason, Links Links)
{
    public static LongJobView Of(LongJob found) => new(
        found.Job.Id, found.Job.State, found.Job.Created, found.Since, Math.Round(found.For.TotalHours, 2), found.Job.Spec.Label, found.Job.Spec.Owner, found.Job.ClusterId,
        found.Job.Reason, Links.Of(found.Job.Id));
}

/// <summary>GET /jobs/{id}/logs.</summary>
/// <param name="Report">As in a job's record.</param>
/// <param name="MoreLogs">How many logs there are besides those that are named.</param>
/// <param name="Problem">What kept the service from reading logs, and what to do about it.</param>
internal sealed record LogsView(string Report, Cause? Cause, IReadOnlyList<OutputFile> Logs, int MoreLogs, string? Problem);

/// <summary>POST /jobs/{id}/logs/push.</summary>
/// <param name="StepId">The step that copies them; not one of the job's.</param>
internal sealed record PushView(string Id, string ClusterId, string StepId);

/// <summary>GET /clusters/{id}/diagnosis.</summary>
/// <param name="ClusterState">Null when EMR does not know the cluster any more.</param>
/// <param name="StepId">Null when no step failed.</param>
/// <param name="Cause">Null also when the step did not fail.</param>
/// <param name="OtherFailedSteps">Ids, newest first.</param>
/// <param name="Problem">What kept the service from reading logs, and what to do about it.</param>
internal sealed record DiagnosisView(
    string ClusterId, string? ClusterState, string? StepId, string? StepName, string? StepState, Cause? Cause, IReadOnlyList<OutputFile> Logs, int MoreLogs,
    IReadOnlyList<string> OtherFailedSteps, string? Problem);

/// <summary>GET /jobs/{id}/output.</summary>
internal sealed record OutputView(JobState State, string OutputDir, IReadOnlyList<OutputFile> Files);

/// <summary>A cluster as EMR tells of it.</summary>
internal sealed record ClusterView(
    string Id, string? Name, string? State, string? Reason, DateTimeOffset? Created, DateTimeOffset? Ready, DateTimeOffset? Ended, string? Pool)
{
    /// <summary>What to know about options of a cluster that was just started.</summary>
    public IReadOnlyList<OptionNote>? Notes { get; init; }
}

internal sealed record ClusterListView(IReadOnlyList<ClusterView> Clusters, string? Next);
