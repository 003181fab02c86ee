using Microsoft.AspNetCore.Http;
using MrJob.Local.Events;
using static MrJob.Local.S3.Http.S3Xml;

namespace MrJob.Local.S3.Http.Calls;

/// <summary>The calls about buckets.</summary>
internal static class BucketCalls
{
    /// <summary>On a page of ListBuckets, and the most that an account may have without asking.</summary>
    private const int MostBuckets = 10_000;

    /// <summary>Notifications that go elsewhere than to EventBridge, which is all there is here.</summary>
    private static readonly string[] OtherTargets =
        ["TopicConfiguration", "QueueConfiguration", "CloudFunctionConfiguration", "LambdaFunctionConfiguration"];

    public static Task List(S3Exchange exchange)
    {
        var most = exchange.Number("max-buckets", MostBuckets, 1, MostBuckets);
        var (prefix, after) = (exchange.Query("prefix") ?? "", exchange.Query("continuation-token") ?? "");
        var inRegion = exchange.Query("bucket-region") is null or "" or AwsEvent.Region;
        var rest = exchange.Store.Buckets.Where(bucket => inRegion && bucket.Name.StartsWith(prefix, StringComparison.Ordinal)
            && string.CompareOrdinal(bucket.Name, after) > 0).ToList();
        var page = rest.Take(most).ToList();
        return exchange.AnswerAsync(Element("ListAllMyBucketsResult",
            Owner(),
            Element("Buckets", page.Select(bucket => Element("Bucket",
                Element("Name", bucket.Name), Element("CreationDate", Time(bucket.Created)), Element("BucketRegion", AwsEvent.Region)))),
            page.Count < rest.Count ? Element("ContinuationToken", page[^1].Name) : null,
            prefix == "" ? null : Element("Prefix", prefix)));
    }

    /// <summary>
    /// Creating one's own bucket again succeeds, as in us-east-1, and not with a location, as elsewhere. All buckets are there, whatever
    /// location is asked for.
    /// </summary>
    public static async Task Create(S3Exchange exchange)
    {
        var location = exchange.Request.ContentLength is null or 0
            ? null
            : (await ReadAsync(exchange.Request, "CreateBucketConfiguration", exchange.Aborted)).Text("LocationConstraint");
        if (!string.IsNullOrEmpty(location) && exchange.Store.BucketExists(exchange.BucketName))
            throw S3Errors.BucketAlreadyOwnedByYou(exchange.BucketName);
        exchange.Store.CreateBucket(exchange.BucketName);
        exchange.Response.Headers.Location = "/" + exchange.BucketName;
        await exchange.AnswerNothing();
    }

    public static Task Delete(S3Exchange exchange)
    {
        exchange.Store.DeleteBucket(exchange.BucketName);
        return exchange.AnswerNothing(StatusCodes.Status204NoContent);
    }

    public static Task Head(S3Exchange exchange)
    {
        _ = exchange.Bucket;
        exchange.Response.Headers["x-amz-bucket-region"] = AwsEvent.Region;
        return exchange.AnswerNothing();
    }

    /// <summary>us-east-1 is the location without a name.</summary>
    public static Task GetLocation(S3Exchange exchange)
    {
        _ = exchange.Bucket;
        return exchange.AnswerAsync(Element("LocationConstraint"));
    }

    /// <summary>No bucket here has ever had versions: S3 says so with an empty answer.</summary>
    public static Task GetVersioning(S3Exchange exchange)
    {
        _ = exchange.Bucket;
        return exchange.AnswerAsync(Element("VersioningConfiguration"));
    }

    public static Task GetNotifications(S3Exchange exchange) => exchange.AnswerAsync(
        Element("NotificationConfiguration", exchange.Bucket.EventBridge ? Element("EventBridgeConfiguration") : null));

    /// <summary>The configuration replaces the one before: without EventBridge in it, events end.</summary>
    public static async Task PutNotifications(S3Exchange exchange)
    {
        var bucket = exchange.Bucket;
        var configuration = await ReadAsync(exchange.Request, "NotificationConfiguration", exchange.Aborted);
        if (OtherTargets.FirstOrDefault(name => configuration.Children(name).Any()) is { } other)
            throw S3Errors.NotImplemented($"{other} in PutBucketNotificationConfiguration");
        bucket.SetEventBridge(configuration.Children("EventBridgeConfiguration").Any());
        await exchange.AnswerNothing();
    }

    /// <summary>The account, as S3 names owners.</summary>
    internal static System.Xml.Linq.XElement Owner() => Element("Owner", Element("ID", AwsEvent.Account), Element("DisplayName", "local"));
}
