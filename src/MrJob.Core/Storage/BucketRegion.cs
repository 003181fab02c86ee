using System.Net;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Model;

namespace MrJob.Core.Storage;

/// <summary>Which region a bucket is in.</summary>
internal static class BucketRegion
{
    private const string Header = "x-amz-bucket-region";

    /// <summary>The region that a location of S3's means: none is us-east-1, and EU the first region of Europe.</summary>
    public static string OfLocation(string? location) => location switch
    {
        null or "" => "us-east-1",
        "EU" => "eu-west-1",
        _ => location,
    };

    /// <summary>
    /// Asks S3. It tells the region in a header of every answer about the bucket, also where it refuses; only where it does not is the
    /// bucket's location asked for, which needs a permission of its own.
    /// </summary>
    /// <exception cref="AmazonS3Exception">There is no such bucket, or its location may not be asked for.</exception>
    public static async Task<string> FindAsync(IAmazonS3 s3, string bucket, CancellationToken cancel)
    {
        try
        {
            if ((await s3.HeadBucketAsync(new HeadBucketRequest { BucketName = bucket }, cancel)).BucketRegion is { Length: > 0 } told)
                return told;
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.MovedPermanently or HttpStatusCode.BadRequest)
        {
            if (e.InnerException is HttpErrorResponseException { Response: { } response } && response.GetHeaderValue(Header) is { Length: > 0 } told)
                return told;
        }
        return OfLocation((await s3.GetBucketLocationAsync(new GetBucketLocationRequest { BucketName = bucket }, cancel)).Location?.Value);
    }
}
