using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.ElasticMapReduce.Internal;

/// <summary>
/// Turns an error answer into an exception: of its own type where the operation declares the error, else an
/// <see cref="AmazonElasticMapReduceException"/>. A body that is no error of AWS's, such as a proxy's page, costs the code only.
/// </summary>
internal static class ErrorReader
{
    public static AmazonServiceException Read(
        JsonUnmarshallerContext context, Exception inner, HttpStatusCode status, ModeledError[] errors)
    {
        var error = Parse(context);
        error.InnerException = inner;
        error.StatusCode = status;
        return Array.Find(errors, e => e.Code == error.Code) is { } modeled
            ? modeled.Create(error, context.GetResponseBodyBytes())
            : new AmazonElasticMapReduceException(error.Message, inner, error.Type, error.Code, error.RequestId, status);
    }

    private static ErrorResponse Parse(JsonUnmarshallerContext context)
    {
        try
        {
            var reader = new StreamingUtf8JsonReader(context.Stream);
            return JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(context, ref reader);
        }
        catch (Exception e) when (e is JsonException or XmlException or InvalidOperationException) // the last: JSON that is no object
        {
            return new ErrorResponse { Message = Encoding.UTF8.GetString(context.GetResponseBodyBytes()) };
        }
    }
}
