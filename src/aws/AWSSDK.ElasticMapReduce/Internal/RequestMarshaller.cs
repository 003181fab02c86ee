using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.ElasticMapReduce.Internal;

/// <summary>Turns a request into <c>POST /</c> with the operation in a header and the request's members as the body.</summary>
internal sealed class RequestMarshaller<TRequest>(string operation, JsonTypeInfo<TRequest> json)
    : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
{
    public IRequest Marshall(AmazonWebServiceRequest input) => new DefaultRequest(input, "Amazon.ElasticMapReduce")
    {
        HttpMethod = "POST",
        ResourcePath = "/",
        Content = JsonSerializer.SerializeToUtf8Bytes((TRequest)input, json),
        Headers =
        {
            ["X-Amz-Target"] = $"ElasticMapReduce.{operation}",
            ["Content-Type"] = "application/x-amz-json-1.1",
            [HeaderKeys.XAmzApiVersion] = "2009-03-31",
        },
    };
}
