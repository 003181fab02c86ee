using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.ElasticMapReduce.Internal;

/// <summary>Reads an answer's body, which calls that answer with nothing leave empty, and turns errors into exceptions.</summary>
internal sealed class ResponseUnmarshaller<TResponse>(JsonTypeInfo<TResponse> json, ModeledError[] errors) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        using var body = new MemoryStream();
        context.Stream.CopyTo(body);
        var utf8 = new ReadOnlySpan<byte>(body.GetBuffer(), 0, (int)body.Length);
        return utf8.IsEmpty ? new TResponse() : JsonSerializer.Deserialize(utf8, json) ?? new TResponse();
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode) =>
        ErrorReader.Read(context, innerException, statusCode, errors);
}
