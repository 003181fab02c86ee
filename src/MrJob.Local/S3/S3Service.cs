using System.Collections.Frozen;
using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using MrJob.Local.S3.Http;
using MrJob.Local.S3.Http.Calls;

namespace MrJob.Local.S3;

/// <summary>S3's REST protocol. Takes any credentials and verifies no signature; expiry and checksums it does verify.</summary>
internal sealed class S3Service(ObjectStore store, TimeProvider time) : IAwsService
{
    /// <summary>The calls that there are, by AWS's names. Others are answered with 501 and their name.</summary>
    private static readonly FrozenDictionary<string, Func<S3Exchange, Task>> Calls = new Dictionary<string, Func<S3Exchange, Task>>
    {
        ["ListBuckets"] = BucketCalls.List,
        ["CreateBucket"] = BucketCalls.Create,
        ["HeadBucket"] = BucketCalls.Head,
        ["DeleteBucket"] = BucketCalls.Delete,
        ["GetBucketLocation"] = BucketCalls.GetLocation,
        ["GetBucketVersioning"] = BucketCalls.GetVersioning,
        ["GetBucketNotificationConfiguration"] = BucketCalls.GetNotifications,
        ["PutBucketNotificationConfiguration"] = BucketCalls.PutNotifications,
        ["ListObjects"] = ListCalls.Version1,
        ["ListObjectsV2"] = ListCalls.Version2,
        ["GetObject"] = ReadCalls.Get,
        ["HeadObject"] = ReadCalls.Head,
        ["GetObjectAttributes"] = AttributeCalls.Get,
        ["GetObjectTagging"] = ReadCalls.GetTagging,
        ["PutObject"] = WriteCalls.Put,
        ["CopyObject"] = WriteCalls.Copy,
        ["DeleteObject"] = WriteCalls.Delete,
        ["DeleteObjects"] = WriteCalls.DeleteMany,
        ["CreateMultipartUpload"] = MultipartCalls.Create,
        ["UploadPart"] = MultipartCalls.UploadPart,
        ["UploadPartCopy"] = MultipartCalls.UploadPartCopy,
        ["CompleteMultipartUpload"] = MultipartCalls.Complete,
        ["AbortMultipartUpload"] = MultipartCalls.Abort,
        ["ListParts"] = MultipartLists.Parts,
        ["ListMultipartUploads"] = MultipartLists.Uploads,
    }.ToFrozenDictionary();

    /// <summary>When they succeed they have read their body.</summary>
    private static readonly FrozenSet<string> CallsWithBody =
        new[] { "CreateBucket", "PutObject", "DeleteObjects", "UploadPart", "CompleteMultipartUpload" }.ToFrozenSet();

    /// <summary>S3 has no name in its requests: it is what is left when no other service is named.</summary>
    public bool Accepts(HttpRequest request) => !request.Headers.ContainsKey("X-Amz-Target");

    /// <summary>
    /// A client that expects "100 Continue" before its body, and is answered without, sends no body; on a connection that goes on, its next
    /// request would be read as that body. So the connection ends wherever 100 was not sent: it is sent when a body that is not empty is read.
    /// </summary>
    private static void CloseAfterUnmetExpectation(HttpContext context, bool readsBody)
    {
        if (context.Request.Headers.Expect.Count > 0 && !(readsBody && context.Request.ContentLength != 0))
            context.Response.Headers.Connection = "close";
    }

    public async Task HandleAsync(HttpContext context)
    {
        var requestId = RequestIds.New();
        WriteCommonHeaders(context.Response, requestId);
        try
        {
            await AnswerAsync(context, requestId);
        }
        catch (S3Exception e) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, e, requestId);
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            await RefuseAsync(context, new(500, "InternalError", $"We encountered an internal error. {e.Message}"), requestId);
        }
    }

    private void WriteCommonHeaders(HttpResponse response, string requestId)
    {
        response.Headers["x-amz-request-id"] = requestId;
        response.Headers.Server = "AmazonS3";
        response.Headers.Date = time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
    }

    private Task AnswerAsync(HttpContext context, string requestId)
    {
        var request = context.Request;
        var rawTarget = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var target = S3Target.Parse(rawTarget, request.Host.Host);
        Presigned.Check(request.Query, time.GetUtcNow());
        if (S3Routes.UnknownSubresource(request.Query) is { } unknown)
            throw S3Errors.NotImplemented($"The subresource '{unknown}'");
        var name = S3Routes.NameOf(
            request.Method, target, request.Query.ContainsKey,
            isCopy: request.Headers.ContainsKey("x-amz-copy-source"), isVersion2: request.Query["list-type"] == "2")
            ?? throw S3Errors.MethodNotAllowed(request.Method);
        CloseAfterUnmetExpectation(context, CallsWithBody.Contains(name));
        return Calls.TryGetValue(name, out var call)
            ? call(new(context, target, requestId, store, time))
            : throw S3Errors.NotImplemented(name);
    }

    /// <summary>Errors are XML without a namespace.</summary>
    private Task RefuseAsync(HttpContext context, S3Exception e, string requestId)
    {
        var xml = S3Xml.Serialize(new XElement("Error",
            new XElement("Code", e.Code),
            new XElement("Message", e.Message),
            e.Details.Select(detail => new XElement(detail.Name, detail.Value)),
            new XElement("Resource", context.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?')[0]),
            new XElement("RequestId", requestId)));
        // What was written of the answer that did not come, such as an object's headers, is none of the error's.
        context.Response.Headers.Clear();
        WriteCommonHeaders(context.Response, requestId);
        CloseAfterUnmetExpectation(context, readsBody: false); // it may have been refused before its body was looked at
        context.Response.StatusCode = e.Status;
        context.Response.ContentType = "application/xml";
        context.Response.ContentLength = xml.Length;
        return context.Response.Body.WriteAsync(xml, context.RequestAborted).AsTask();
    }
}
