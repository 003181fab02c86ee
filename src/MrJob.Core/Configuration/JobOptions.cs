namespace MrJob.Core.Configuration;

/// <summary>The options of a job, with the values that hold when nobody says otherwise. Each is documented in <see cref="OptionTable"/>.</summary>
internal sealed record JobOptions
{
    public IReadOnlyList<string> Applications { get; init; } = [];
    public string? CloudLogDir { get; init; }
    public string? CloudTmpDir { get; init; }
    public string? ClusterId { get; init; }
    public IReadOnlyDictionary<string, string> Cmdenv { get; init; } = new Dictionary<string, string>();
    public string? CoreInstanceType { get; init; }
    public string? Ec2KeyPair { get; init; }
    public string? IamInstanceProfile { get; init; }
    public string? IamServiceRole { get; init; }
    public string InstanceType { get; init; } = "m5.xlarge";
    public IReadOnlyDictionary<string, string> Jobconf { get; init; } = new Dictionary<string, string>();
    public string? MasterInstanceType { get; init; }
    public int MaxConcurrentSteps { get; init; } = 1;
    public int MaxMinsIdle { get; init; } = 10;
    public int NumCoreInstances { get; init; }
    public bool PoolClusters { get; init; }
    public string PoolName { get; init; } = "default";
    public string? ReleaseLabel { get; init; }
    public IReadOnlyList<string> SparkArgs { get; init; } = [];
    public string? Subnet { get; init; }
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<string> UploadArchives { get; init; } = [];
    public IReadOnlyList<string> UploadFiles { get; init; } = [];
}
