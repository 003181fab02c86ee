using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.S3.Http;

/// <summary>A request to S3 and its answer.</summary>
internal sealed class S3Exchange(HttpContext http, S3Target target, string requestId, ObjectStore store, TimeProvider time)
{
    public HttpRequest Request => http.Request;

    public HttpResponse Response => http.Response;

    public CancellationToken Aborted => http.RequestAborted;

    public ObjectStore Store => store;

    public TimeProvider Time => time;

    public string RequestId => requestId;

    /// <summary>Its name only: the bucket may not exist.</summary>
    public string BucketName => target.Bucket!;

    public string Key => target.Key!;

    /// <exception cref="S3Exception">404 NoSuchBucket.</exception>
    public Bucket Bucket => store.Require(BucketName);

    /// <summary>A header's value; empty where it is not there.</summary>
    public string Header(string name) => Request.Headers[name].ToString();

    /// <summary>A query parameter's value, or null where it is not there.</summary>
    public string? Query(string name) => Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>A query parameter that is a number, or the fallback where it is not there or empty.</summary>
    /// <exception cref="S3Exception">400 InvalidArgument: not a number, or out of range.</exception>
    public int Number(string name, int fallback, int least, int most)
    {
        if (Query(name) is not { Length: > 0 } text)
            return fallback;
        var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        return isNumber && number >= least && number <= most
            ? number
            : throw S3Errors.InvalidArgument(name, text, $"Argument {name} must be an integer between {least} and {most}");
    }

    public Task AnswerAsync(XElement xml, int status = StatusCodes.Status200OK)
    {
        var bytes = S3Xml.Serialize(xml);
        Response.StatusCode = status;
        Response.ContentType = "application/xml";
        Response.ContentLength = bytes.Length;
        return Response.Body.WriteAsync(bytes, Aborted).AsTask();
    }

    public Task AnswerNothing(int status = StatusCodes.Status200OK)
    {
        Response.StatusCode = status;
        if (status == StatusCodes.Status200OK)
            Response.ContentLength = 0;
        return Task.CompletedTask;
    }
}
