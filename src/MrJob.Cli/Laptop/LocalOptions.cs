using MrJob.Local.Emr;

namespace MrJob.Cli.Laptop;

/// <summary>How the service runs on this machine.</summary>
internal sealed record LocalOptions
{
    public required string DataDir { get; init; }

    /// <summary>Of the API; 0 picks one.</summary>
    public int Port { get; init; }

    /// <summary>Of S3 and EMR; 0 picks one.</summary>
    public int AwsPort { get; init; }

    /// <summary>The AWS that the handlers use in place of the built-in one.</summary>
    public Uri? AwsEndpoint { get; init; }

    public LocalEmrOptions Emr { get; init; } = new();

    /// <summary>Takes what the handlers and the local AWS log, a line at a time.</summary>
    public required Action<string> Log { get; init; }
}

/// <summary>How the built-in EMR behaves.</summary>
internal sealed record LocalEmrOptions
{
    /// <summary>From RunJobFlow until the cluster is ready.</summary>
    public TimeSpan StartupDelay { get; init; }

    /// <summary>Whether EMR's limits are enforced.</summary>
    public bool Quotas { get; init; }

    /// <summary>What goes wrong; changes while it runs.</summary>
    public EmrFaults Faults { get; init; } = new();
}
