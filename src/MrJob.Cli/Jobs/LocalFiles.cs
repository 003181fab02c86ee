using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using MrJob.Core.Storage;

namespace MrJob.Cli.Jobs;

/// <summary>Copies the local files that a job names to S3 and puts their S3 URIs in their place. A file's key is its digest: it is copied once.</summary>
internal sealed class LocalFiles(IAmazonS3 s3, string cloudTmpDir)
{
    /// <summary>Replaces local paths among input, uploads, jars and scripts.</summary>
    /// <param name="folder">What paths are relative to.</param>
    /// <exception cref="CommandException">A path names no file.</exception>
    public async Task ReplaceAsync(JsonObject body, string folder, CancellationToken cancel)
    {
        await ListAsync(body["input"], folder, fragments: false, cancel);
        await ListAsync(body["options"]?["upload_files"], folder, fragments: true, cancel);
        await ListAsync(body["options"]?["upload_archives"], folder, fragments: true, cancel);
        foreach (var step in (body["steps"] as JsonArray ?? []).OfType<JsonObject>())
        {
            await MemberAsync(step, "jar", folder, cancel);
            await MemberAsync(step, "script", folder, cancel);
        }
    }

    private async Task ListAsync(JsonNode? node, string folder, bool fragments, CancellationToken cancel)
    {
        if (node is not JsonArray list)
            return; // the service says what is wrong with it
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is JsonValue value && value.TryGetValue(out string? path) && IsLocal(path))
                list[i] = await UploadAsync(path, folder, fragments, cancel);
        }
    }

    private async Task MemberAsync(JsonObject step, string name, string folder, CancellationToken cancel)
    {
        // A jar without a slash is one that the cluster has, such as command-runner.jar.
        if (step[name] is JsonValue value && value.TryGetValue(out string? path) && IsLocal(path)
            && (path.Contains('/') || File.Exists(Path.Combine(folder, path))))
            step[name] = await UploadAsync(path, folder, fragments: false, cancel);
    }

    private static bool IsLocal(string path) => !path.Contains("://", StringComparison.Ordinal);

    private async Task<string> UploadAsync(string text, string folder, bool fragments, CancellationToken cancel)
    {
        var hash = fragments ? text.IndexOf('#', StringComparison.Ordinal) : -1;
        var path = Path.Combine(folder, hash < 0 ? text : text[..hash]);
        if (Directory.Exists(path))
            throw new CommandException(ExitCodes.BadUsage, $"{path} is a folder; name the files in it.");
        if (!File.Exists(path))
            throw new CommandException(ExitCodes.BadUsage, $"There is no file {path}.");
        var name = hash < 0 ? Path.GetFileName(path) : text[(hash + 1)..];
        await using var file = File.OpenRead(path);
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
        var uri = Folder() / $"uploads/{digest[..32]}/{Path.GetFileName(path)}";
        if (!await ExistsAsync(uri.Bucket, uri.Key, cancel))
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = uri.Bucket, Key = uri.Key, FilePath = path }, cancel);
        return uri + (fragments ? "#" + name : "");
    }

    private S3Uri Folder() => S3Uri.TryParse(cloudTmpDir, out var uri)
        ? uri : throw new CommandException(ExitCodes.BadUsage, $"cloud_tmp_dir is '{cloudTmpDir}'; it must be an S3 URI such as s3://bucket/tmp/.");

    private async Task<bool> ExistsAsync(string bucket, string key, CancellationToken cancel)
    {
        try
        {
            await s3.GetObjectMetadataAsync(bucket, key, cancel);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}
