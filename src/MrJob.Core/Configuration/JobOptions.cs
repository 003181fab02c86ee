using System.Text.Json;

namespace MrJob.Core.Configuration;

/// <summary>
/// The options of a job or a cluster, all sources combined, with the values that hold when nobody says otherwise. Each is documented in
/// <see cref="OptionTable"/>, whose names are these in snake_case.
/// </summary>
internal sealed record JobOptions
{
    public string? AdditionalEmrInfo { get; init; }
    public IReadOnlyList<string> Applications { get; init; } = [];
    public IReadOnlyList<string> Bootstrap { get; init; } = [];
    public IReadOnlyList<string> BootstrapActions { get; init; } = [];
    public bool? BootstrapSpark { get; init; }
    public bool CheckInputPaths { get; init; } = true;
    public IReadOnlyList<string> Cleanup { get; init; } = ["CLOUD_TMP"];
    public IReadOnlyList<string> CleanupOnFailure { get; init; } = ["NONE"];
    public string? CloudLogDir { get; init; }
    public string? CloudTmpDir { get; init; }
    public string? ClusterId { get; init; }
    public IReadOnlyDictionary<string, string> Cmdenv { get; init; } = new Dictionary<string, string>();
    public string? CoreInstanceBidPrice { get; init; }
    public string? CoreInstanceType { get; init; }
    public string? DockerClientConfig { get; init; }
    public string? DockerImage { get; init; }
    public IReadOnlyList<string> DockerMounts { get; init; } = [];
    public int? EbsRootVolumeGb { get; init; }
    public string? Ec2KeyPair { get; init; }
    public string? EmrActionOnFailure { get; init; }
    public IReadOnlyList<JsonElement> EmrConfigurations { get; init; } = [];
    public IReadOnlyDictionary<string, JsonElement> ExtraClusterParams { get; init; } = new Dictionary<string, JsonElement>();
    public IReadOnlyList<string> HadoopExtraArgs { get; init; } = [];
    public string? HadoopStreamingJar { get; init; }
    public string? IamInstanceProfile { get; init; }
    public string? IamServiceRole { get; init; }
    public string? ImageId { get; init; }
    public string? ImageVersion { get; init; }
    public IReadOnlyList<JsonElement> InstanceFleets { get; init; } = [];
    public IReadOnlyList<JsonElement> InstanceGroups { get; init; } = [];
    public string InstanceType { get; init; } = "m5.xlarge";
    public IReadOnlyDictionary<string, string> Jobconf { get; init; } = new Dictionary<string, string>();
    public string? Label { get; init; }
    public IReadOnlyList<string> Libjars { get; init; } = [];
    public string? MasterInstanceBidPrice { get; init; }
    public string? MasterInstanceType { get; init; }
    public int MaxClustersInPool { get; init; }
    public int MaxConcurrentSteps { get; init; } = 1;
    public int MaxMinsIdle { get; init; } = 10;
    public int? MaxOutputFiles { get; init; }
    public int NumCoreInstances { get; init; }
    public int NumTaskInstances { get; init; }
    public string? Owner { get; init; }
    public bool PoolClusters { get; init; }
    public string PoolName { get; init; } = "default";
    public int PoolTimeoutMinutes { get; init; }
    public int PoolWaitMinutes { get; init; }
    public IReadOnlyList<string> PyFiles { get; init; } = [];
    public IReadOnlyList<string> PythonBin { get; init; } = ["python3"];
    public bool ReadLogs { get; init; } = true;
    public string? Region { get; init; }
    public string? ReleaseLabel { get; init; }
    public IReadOnlyList<string> Setup { get; init; } = [];
    public IReadOnlyList<string> ShBin { get; init; } = ["sh", "-ex"];
    public IReadOnlyList<string> SparkArgs { get; init; } = [];
    public string SparkDeployMode { get; init; } = "cluster";
    public string SparkMaster { get; init; } = "yarn";
    public IReadOnlyList<string> SparkSubmitBin { get; init; } = ["spark-submit"];
    public IReadOnlyList<string> Subnet { get; init; } = [];
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
    public string? TaskInstanceBidPrice { get; init; }
    public string? TaskInstanceType { get; init; }
    public IReadOnlyList<string>? TaskPythonBin { get; init; }
    public IReadOnlyList<string> UploadArchives { get; init; } = [];
    public IReadOnlyList<string> UploadDirs { get; init; } = [];
    public IReadOnlyList<string> UploadFiles { get; init; } = [];
    public string? Zone { get; init; }
}
