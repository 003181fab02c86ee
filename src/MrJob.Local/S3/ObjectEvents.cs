using System.Globalization;
using System.Text.Json.Nodes;
using MrJob.Local.Events;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.S3;

/// <summary>Which request wrote an object, as its event tells.</summary>
/// <param name="Reason">The call: <c>PutObject</c>, <c>CopyObject</c> or <c>CompleteMultipartUpload</c>.</param>
internal sealed record WriteCause(string Reason, string RequestId);

/// <summary>S3's events as EventBridge gets them: docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html.</summary>
internal static class ObjectEvents
{
    public static AwsEvent Created(string bucket, ObjectEntry entry, WriteCause cause) => new(
        Guid.NewGuid().ToString(), "aws.s3", "Object Created", entry.LastModified, [$"arn:aws:s3:::{bucket}"],
        new JsonObject
        {
            ["version"] = "0",
            ["bucket"] = new JsonObject { ["name"] = bucket },
            ["object"] = new JsonObject
            {
                ["key"] = entry.Key,
                ["size"] = entry.Size,
                ["etag"] = entry.ETag,
                ["sequencer"] = entry.Sequencer.ToString("X16", CultureInfo.InvariantCulture),
            },
            ["request-id"] = cause.RequestId,
            ["requester"] = AwsEvent.Account,
            ["source-ip-address"] = "127.0.0.1",
            ["reason"] = cause.Reason,
        });
}
