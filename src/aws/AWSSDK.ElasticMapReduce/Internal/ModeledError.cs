using System.Text.Json;
using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime.Internal;

namespace Amazon.ElasticMapReduce.Internal;

/// <summary>An error that operations declare: its name on the wire, and how its exception is made from the answer.</summary>
internal sealed record ModeledError(string Code, Func<ErrorResponse, byte[], AmazonElasticMapReduceException> Create)
{
    public static readonly ModeledError InternalServerError = new("InternalServerError", (error, _) =>
        new InternalServerErrorException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode));

    public static readonly ModeledError InternalServerException = new("InternalServerException", (error, _) =>
        new InternalServerException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode));

    public static readonly ModeledError InvalidRequestException = new("InvalidRequestException", (error, body) =>
        new InvalidRequestException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode)
        {
            ErrorCode = InnerCode(body),
        });

    private static string InnerCode(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.TryGetProperty("ErrorCode", out var code) ? code.GetString() : null;
    }
}
