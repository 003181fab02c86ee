using System.Text.Json;

namespace MrJob.Core.Configuration;

/// <summary>Every option by name: how its value is read, where it goes and what it does. What is not here is refused.</summary>
internal static class OptionTable
{
    public static IReadOnlyList<Option> All { get; } =
    [
        Of("applications", Texts, (o, v) => o with { Applications = v }, "EMR applications to install; Hadoop is always there"),
        Of("cloud_log_dir", S3Folder, (o, v) => o with { CloudLogDir = v }, "S3 folder for EMR's logs; default logs/ in cloud_tmp_dir"),
        Of("cloud_tmp_dir", S3Folder, (o, v) => o with { CloudTmpDir = v }, "S3 folder for scratch; default the service's"),
        Of("cluster_id", ClusterId, (o, v) => o with { ClusterId = v }, "run on this cluster, behind whatever runs there"),
        Of("cmdenv", TextMap, (o, v) => o with { Cmdenv = v }, "environment variables of tasks"),
        Of("core_instance_type", Text, (o, v) => o with { CoreInstanceType = v }, "instance type of core nodes; default instance_type"),
        Of("ec2_key_pair", Text, (o, v) => o with { Ec2KeyPair = v }, "EC2 key pair of the cluster's instances"),
        Of("iam_instance_profile", Text, (o, v) => o with { IamInstanceProfile = v }, "instance profile of the cluster; default the service's"),
        Of("iam_service_role", Text, (o, v) => o with { IamServiceRole = v }, "role that EMR assumes; default the service's"),
        Of("instance_type", Text, (o, v) => o with { InstanceType = v }, "EC2 type of the nodes that run tasks; default m5.xlarge"),
        Of("jobconf", TextMap, (o, v) => o with { Jobconf = v }, "Hadoop properties of every step"),
        Of("master_instance_type", Text, (o, v) => o with { MasterInstanceType = v }, "instance type of the master node; default instance_type"),
        Of("max_concurrent_steps", Number(1, 256), (o, v) => o with { MaxConcurrentSteps = v }, "steps at once on a cluster (1 to 256); default 1"),
        Of("max_mins_idle", Number(1, 10_000), (o, v) => o with { MaxMinsIdle = v }, "minutes without a step after which a cluster is terminated; default 10"),
        Of("num_core_instances", Number(0, 2_000), (o, v) => o with { NumCoreInstances = v }, "core nodes beside the master; default 0"),
        Of("pool_clusters", Boolean, (o, v) => o with { PoolClusters = v }, "join a warm cluster of the pool, or start one that stays"),
        Of("pool_name", Name, (o, v) => o with { PoolName = v }, "which pool; default 'default'"),
        Of("release_label", Text, (o, v) => o with { ReleaseLabel = v }, "EMR release; default the service's"),
        Of("spark_args", Texts, (o, v) => o with { SparkArgs = v }, "arguments of spark-submit before the application"),
        Of("subnet", Text, (o, v) => o with { Subnet = v }, "subnet of the cluster"),
        Of("tags", Tags, (o, v) => o with { Tags = v }, "tags of the cluster, beside the service's own"),
        Of("upload_archives", Texts, (o, v) => o with { UploadArchives = v }, "archives unpacked in each task's folder: s3://…/a.tar.gz#name"),
        Of("upload_files", Texts, (o, v) => o with { UploadFiles = v }, "files in each task's folder: s3://…/file#name"),
    ];

    private static readonly Dictionary<string, Option> ByName = All.ToDictionary(o => o.Name);

    /// <summary>Reads the <c>options</c> of a body over the defaults.</summary>
    public static JobOptions Read(JsonElement value, string path, JsonReader reader)
    {
        var options = new JobOptions();
        foreach (var (name, member) in reader.Members(value, path, ByName.Keys) ?? new Dictionary<string, JsonElement>())
            options = ByName[name].Apply(reader, member, JsonReader.Child(path, name), options);
        if (options is { PoolClusters: true, ClusterId: not null })
            reader.Fault(JsonReader.Child(path, "cluster_id"), "cannot go with pool_clusters: a job runs on a given cluster or on one of a pool");
        return options;
    }

    private static Option Of<T>(string name, Func<JsonReader, JsonElement, string, T?> read, Func<JobOptions, T, JobOptions> set, string doc)
        where T : class => new(name, doc, (r, v, p, o) => read(r, v, p) is { } value ? set(o, value) : o);

    private static Option Of<T>(string name, Func<JsonReader, JsonElement, string, T?> read, Func<JobOptions, T, JobOptions> set, string doc)
        where T : struct => new(name, doc, (r, v, p, o) => read(r, v, p) is { } value ? set(o, value) : o);

    private static string? Text(JsonReader reader, JsonElement value, string path) => reader.Text(value, path);

    private static string? Name(JsonReader reader, JsonElement value, string path) => Names.Check(reader, reader.Text(value, path), path);

    private static bool? Boolean(JsonReader reader, JsonElement value, string path) => reader.Boolean(value, path);

    private static IReadOnlyList<string>? Texts(JsonReader reader, JsonElement value, string path) => reader.Texts(value, path);

    private static IReadOnlyDictionary<string, string>? TextMap(JsonReader reader, JsonElement value, string path) => reader.TextMap(value, path);

    private static IReadOnlyDictionary<string, string>? Tags(JsonReader reader, JsonElement value, string path)
    {
        var tags = reader.TextMap(value, path);
        foreach (var key in tags?.Keys.Where(k => k.StartsWith("mrjob:", StringComparison.Ordinal) || k.StartsWith("aws:", StringComparison.Ordinal)) ?? [])
            reader.Fault(JsonReader.Child(path, key), "is not yours to set: tags of the service start with mrjob:, those of AWS with aws:");
        return tags;
    }

    private static Func<JsonReader, JsonElement, string, int?> Number(int min, int max) => (r, v, p) => r.Number(v, p, min, max);

    private static string? ClusterId(JsonReader reader, JsonElement value, string path)
    {
        var id = reader.Text(value, path);
        if (id is null || Names.IsClusterId(id))
            return id;
        reader.Fault(path, $"is '{id}'; a cluster's id is 'j-' and capital letters and digits");
        return null;
    }

    private static string? S3Folder(JsonReader reader, JsonElement value, string path) =>
        Names.CheckS3(reader, reader.Text(value, path), path)?.AsFolder().ToString();
}

/// <summary>One option.</summary>
/// <param name="Doc">What it does, in one line for a person.</param>
/// <param name="Apply">Reads a value and sets it; a value that cannot be read leaves the options as they are, and its fault with the reader.</param>
internal sealed record Option(string Name, string Doc, Func<JsonReader, JsonElement, string, JobOptions, JobOptions> Apply);
