using MrJob.Core.Logs.Parsing;

namespace MrJob.Core.Logs.Search;

/// <summary>An error, and where it was found.</summary>
internal sealed record Found(LogError Error, LogFile File, LogRole Role)
{
    public string? Container { get; init; }
}

/// <summary>Whose log it is.</summary>
internal enum LogRole
{
    TaskStderr,
    TaskSyslog,

    /// <summary>MapReduce's ApplicationMaster.</summary>
    Master,
    History,
    Driver,
    Executor,
    StepStderr,
    StepSyslog,
    Controller,
    Bootstrap,
}

/// <summary>What the logs tell of a task attempt.</summary>
internal sealed record AttemptEvidence(string? Attempt)
{
    public string? Container { get; init; }
    public string? Split { get; init; }
    public IReadOnlyList<Found> Errors { get; init; } = [];
}

/// <summary>What EMR itself says of a step's failure: its <c>FailureDetails</c>.</summary>
internal sealed record FailureDetails(string? Reason, string? Message, string? LogFile)
{
    private const string NothingKnown = "Unknown Error.";

    /// <summary>The words, unless they say nothing.</summary>
    public string? Words => string.Join(' ', new[] { Reason, Message }).Replace(NothingKnown, "", StringComparison.Ordinal).Trim() is { Length: > 0 } words ? words : null;
}

/// <summary>Why EMR ended a cluster: its <c>StateChangeReason</c>.</summary>
internal sealed record ClusterEnd(string State, string? Code, string? Message);

/// <summary>All that is known of a step.</summary>
internal sealed record StepEvidence
{
    public string? StepId { get; init; }
    public FailureDetails? Failure { get; init; }
    public ClusterEnd? Cluster { get; init; }

    /// <summary>Logs that were listed, those of the step first.</summary>
    public IReadOnlyList<LogFile> Files { get; init; } = [];

    /// <summary>The jobs on Hadoop that the step ran, in their order.</summary>
    public IReadOnlyList<ClientJob> Jobs { get; init; } = [];
    public IReadOnlyList<AttemptEvidence> Attempts { get; init; } = [];

    /// <summary>Tasks that succeeded in the end.</summary>
    public IReadOnlySet<string> Succeeded { get; init; } = new HashSet<string>();

    /// <summary>Errors of no attempt: of Spark, of the client, of the controller, of bootstrap actions.</summary>
    public IReadOnlyList<Found> Errors { get; init; } = [];
    public string? FailedStage { get; init; }
    public int? ExitCode { get; init; }
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>? Counters { get; init; }

    /// <summary>The step's own logs are there, and those of what it ran, as far as it is known that there must be some.</summary>
    public bool IsComplete { get; init; }
}
