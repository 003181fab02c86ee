using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using MrJob.Core.Configuration;
using MrJob.Core.Configuration.Conf;

namespace MrJob.Functions;

/// <summary>Makes the API's answers: JSON, and for errors problem details (RFC 9457).</summary>
internal static class Answers
{
    public static APIGatewayHttpApiV2ProxyResponse Json<T>(HttpStatusCode status, T value, JsonTypeInfo<T> type, string? location = null)
    {
        var headers = new Dictionary<string, string> { ["content-type"] = "application/json" };
        if (location is not null)
            headers["location"] = location;
        return new() { StatusCode = (int)status, Headers = headers, Body = Serialize(value, type) };
    }

    public static APIGatewayHttpApiV2ProxyResponse Text(string type, string text) =>
        new() { StatusCode = (int)HttpStatusCode.OK, Headers = new Dictionary<string, string> { ["content-type"] = type }, Body = text };

    public static APIGatewayHttpApiV2ProxyResponse Problem(HttpStatusCode status, string detail, IReadOnlyList<Fault>? faults = null) => new()
    {
        StatusCode = (int)status,
        Headers = new Dictionary<string, string> { ["content-type"] = "application/problem+json" },
        Body = Serialize(
            new ProblemDetails(Title(status), (int)status, detail, faults?.Select(f => new ProblemFault(f.Path, f.Detail)).ToList()),
            ApiJson.Default.ProblemDetails),
    };

    /// <summary>The service's own mrjob.conf is wrong: whoever runs the service has to mend it, and is told by its log too.</summary>
    public static APIGatewayHttpApiV2ProxyResponse ConfIsWrong(ConfException e, ILambdaContext context)
    {
        context.Logger.LogError(e.Message);
        return Problem(HttpStatusCode.InternalServerError, $"The service's own mrjob.conf is wrong; until it is mended nothing is accepted. {e.Message}");
    }

    public static APIGatewayHttpApiV2ProxyResponse NoSuchJob(string? id) =>
        Problem(HttpStatusCode.NotFound, $"There is no job '{Shown(id)}'.");

    /// <summary>A text of the user's for a message, cut to a length that a person reads.</summary>
    public static string Shown(string? text) => text is { Length: > 100 } ? text[..100] + "…" : text ?? "";

    /// <summary>JSON for programs and terminals: no HTML page is made of it, so nothing beyond JSON's own rules is escaped.</summary>
    private static string Serialize<T>(T value, JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            JsonSerializer.Serialize(writer, value, type);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Title(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => "Bad request",
        HttpStatusCode.NotFound => "Not found",
        HttpStatusCode.Conflict => "Conflict",
        HttpStatusCode.RequestEntityTooLarge => "Too large",
        HttpStatusCode.UnprocessableEntity => "Unprocessable",
        HttpStatusCode.InternalServerError => "Internal server error",
        _ => ((int)status).ToString(CultureInfo.InvariantCulture),
    };
}
