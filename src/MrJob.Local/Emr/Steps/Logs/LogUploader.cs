using System.IO.Compression;
using MrJob.Local.S3;

namespace MrJob.Local.Emr.Steps.Logs;

/// <summary>Puts a cluster's logs below its LogUri, compressed, as EMR does. Where there is no LogUri or no such bucket they are lost, as on EMR.</summary>
internal sealed class LogUploader
{
    private readonly IObjectStore store;
    private readonly string? bucket;
    private readonly string prefix = "";

    /// <param name="logUri"><c>s3://bucket/prefix/</c>, or with s3n or s3a; null keeps no logs.</param>
    public LogUploader(IObjectStore store, string? logUri, string clusterId)
    {
        this.store = store;
        if (logUri?.Split("://", 2) is not [_, var rest] || rest.Split('/', 2) is not [{ Length: > 0 } name, .. var key])
            return;
        bucket = name;
        var folder = key.Length == 0 ? "" : key[0];
        prefix = $"{(folder.Length == 0 || folder.EndsWith('/') ? folder : folder + "/")}{clusterId}/";
    }

    /// <summary>The address of a log, or null when none are kept.</summary>
    /// <param name="name">Below the cluster's folder, without <c>.gz</c>.</param>
    public string? Uri(string name) => bucket is null ? null : $"s3://{bucket}/{prefix}{name}.gz";

    /// <summary>Compresses the file and stores it.</summary>
    public async Task UploadAsync(string file, string name, CancellationToken cancel)
    {
        if (bucket is null || !store.BucketExists(bucket))
            return;

        var compressed = file + ".gz";
        await CompressAsync(file, compressed, cancel);
        try
        {
            await store.ImportAsync(bucket, $"{prefix}{name}.gz", compressed, cancel);
        }
        catch (Exception e) when (e is IOException or S3Exception)
        {
            File.Delete(compressed); // a bucket that was deleted this moment, a key too long: a log that cannot be kept does not change how a step ended
        }
    }

    private static async Task CompressAsync(string file, string compressed, CancellationToken cancel)
    {
        await using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await using var target = new GZipStream(File.Create(compressed), CompressionLevel.Fastest);
        await source.CopyToAsync(target, cancel);
    }
}
