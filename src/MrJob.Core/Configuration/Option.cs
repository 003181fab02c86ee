namespace MrJob.Core.Configuration;

/// <summary>One option, as the command, the API, the pool hash and the documentation know it.</summary>
/// <param name="Name">In snake_case, as mrjob named it where it had one.</param>
/// <param name="Combine">How values of several sources make one.</param>
/// <param name="Doc">What it does, in a line or two for a person.</param>
internal sealed record Option(string Name, OptionType Type, Combining Combine, OptionScope Scope, string Doc)
{
    /// <summary>Whether a job may only join a pooled cluster that was started with the same value.</summary>
    public bool InPoolHash { get; init; }

    /// <summary>What has taken the place of an option that is accepted and does nothing.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>Why the option is refused wherever it is given to the service; null for all that it takes.</summary>
    public string? RefusedBecause { get; init; }

    /// <summary>The value that holds when nobody gives one, for the documentation; the value itself is in <see cref="JobOptions"/>.</summary>
    public string? Default { get; init; }

    /// <summary>The members of RunJobFlow that it sets, which <c>extra_cluster_params</c> may not set in its place when it is locked.</summary>
    public IReadOnlyList<string> EmrMembers { get; init; } = [];

    /// <summary>Paths on the machine of whoever wrote them, which the command expands and uploads.</summary>
    public bool NamesFiles { get; init; }
}

/// <summary>Who an option is for.</summary>
internal enum OptionScope
{
    /// <summary>How a job's steps run, and where.</summary>
    Job,

    /// <summary>What a cluster looks like that is started.</summary>
    Cluster,

    /// <summary>The command's own doing: the service has no use for it.</summary>
    Client,

    /// <summary>Nobody any more.</summary>
    None,
}
