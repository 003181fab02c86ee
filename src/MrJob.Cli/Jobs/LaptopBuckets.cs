using System.Text.Json.Nodes;
using Amazon.S3;
using MrJob.Cli.Laptop;
using MrJob.Core;
using MrJob.Core.Configuration;
using MrJob.Core.Storage;

namespace MrJob.Cli.Jobs;

/// <summary>Makes the buckets that a job writes to where S3 is a local one, which has none of a team's: its mrjob.conf works on a laptop as it is.</summary>
internal static class LaptopBuckets
{
    /// <param name="body">Of a job or a cluster.</param>
    public static async Task EnsureAsync(ServiceAbout about, JsonObject body, CancellationToken cancel)
    {
        if (about.AwsEndpointUrl is not { } endpoint || !AwsAccess.Endpoint(endpoint).IsLoopback)
            return;
        using var s3 = new AwsAccess { S3Endpoint = AwsAccess.Endpoint(endpoint), Credentials = LocalService.Credentials }.S3();
        foreach (var bucket in Written(body).Distinct())
        {
            try
            {
                await s3.PutBucketAsync(bucket, cancel);
            }
            catch (AmazonS3Exception e) when (e.ErrorCode is "BucketAlreadyOwnedByYou" or "BucketAlreadyExists")
            {
                // it is there
            }
        }
    }

    private static IEnumerable<string> Written(JsonObject body)
    {
        var options = body["options"] as JsonObject ?? [];
        foreach (var place in new[] { body["output_dir"], Given.Parse(options["cloud_tmp_dir"]).Value, Given.Parse(options["cloud_log_dir"]).Value })
        {
            if (place is JsonValue value && value.TryGetValue(out string? text) && S3Uri.TryParse(text, out var uri))
                yield return uri.Bucket;
        }
    }
}
