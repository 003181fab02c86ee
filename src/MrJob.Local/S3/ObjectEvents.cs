using System.Globalization;
using System.Text.Json.Nodes;
using MrJob.Local.Events;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.S3;

/// <summary>Which request wrote or deleted an object, as its event tells.</summary>
/// <param name="Reason">The call: <c>PutObject</c>, <c>CopyObject</c>, <c>CompleteMultipartUpload</c> or <c>DeleteObject</c>.</param>
internal sealed record WriteCause(string Reason, string RequestId);

/// <summary>S3's events as EventBridge gets them: docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html.</summary>
internal static class ObjectEvents
{
    private const string Source = "aws.s3";

    public static AwsEvent Created(string bucket, ObjectEntry entry, WriteCause cause)
    {
        var about = new JsonObject
        {
            ["key"] = entry.Key,
            ["size"] = entry.Size,
            ["etag"] = entry.ETag,
            ["sequencer"] = Sequencer(entry),
        };
        return new(NewId(), Source, "Object Created", entry.LastModified, [Arn(bucket)], Detail(bucket, about, cause));
    }

    /// <param name="entry">What the object was, with the sequencer of its end.</param>
    public static AwsEvent Deleted(string bucket, ObjectEntry entry, WriteCause cause, DateTimeOffset now)
    {
        var detail = Detail(bucket, new() { ["key"] = entry.Key, ["sequencer"] = Sequencer(entry) }, cause);
        detail["deletion-type"] = "Permanently Deleted";
        return new(NewId(), Source, "Object Deleted", now, [Arn(bucket)], detail);
    }

    private static JsonObject Detail(string bucket, JsonObject about, WriteCause cause) => new()
    {
        ["version"] = "0",
        ["bucket"] = new JsonObject { ["name"] = bucket },
        ["object"] = about,
        ["request-id"] = cause.RequestId,
        ["requester"] = AwsEvent.Account,
        ["source-ip-address"] = "127.0.0.1",
        ["reason"] = cause.Reason,
    };

    private static string NewId() => Guid.NewGuid().ToString();

    private static string Arn(string bucket) => $"arn:aws:s3:::{bucket}";

    private static string Sequencer(ObjectEntry entry) => entry.Sequencer.ToString("X16", CultureInfo.InvariantCulture);
}
