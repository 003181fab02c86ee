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

    /// <summary>Takes what the handlers and the local AWS log, a line at a time.</summary>
    public required Action<string> Log { get; init; }
}
