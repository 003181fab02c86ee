using MrJob.Local.S3;
using MrJob.Local.Streaming.Input;

namespace MrJob.Local.Emr.Steps.Files;

/// <summary>The file systems that a cluster's steps see: S3, and the cluster's own HDFS as one more bucket.</summary>
internal sealed class ClusterFiles(IObjectStore s3, HdfsFolder hdfs) : IObjectStore
{
    public HdfsFolder Hdfs => hdfs;

    /// <summary>The files of the cluster whose step works in the folder: HDFS lies beside the folders of its steps.</summary>
    public static ClusterFiles Beside(IObjectStore s3, string stepFolder) =>
        new(s3, new HdfsFolder(HdfsBeside(stepFolder)));

    /// <summary>The folder of that cluster's HDFS.</summary>
    public static string HdfsBeside(string stepFolder) => Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(stepFolder))!, "hdfs");

    public bool BucketExists(string bucket) => Of(bucket).BucketExists(bucket);

    public void CreateBucket(string bucket) => Of(bucket).CreateBucket(bucket);

    public StoredObject? Find(string bucket, string key) => Of(bucket).Find(bucket, key);

    public IReadOnlyList<StoredObject> List(string bucket, string prefix) => Of(bucket).List(bucket, prefix);

    public Task<StoredObject> ImportAsync(string bucket, string key, string file, CancellationToken cancel = default) =>
        Of(bucket).ImportAsync(bucket, key, file, cancel);

    public bool Delete(string bucket, string key) => Of(bucket).Delete(bucket, key);

    private IObjectStore Of(string bucket) => bucket == HadoopPath.HdfsBucket ? hdfs : s3;
}
