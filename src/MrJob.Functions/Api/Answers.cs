using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.APIGatewayEvents;
using MrJob.Core.Configuration;

namespace MrJob.Functions;

/// <summary>Makes the API's answers: JSON, and for errors problem details (RFC 9457).</summary>
internal static class Answers
{
    public static APIGatewayHttpApiV2ProxyResponse Json<T>(HttpStatusCode status, T value, JsonTypeInfo<T> type, string? location = null)
    {
        var headers = new Dictionary<string, string> { ["content-type"] = "application/json" };
        if (location is not null)
            headers["location"] = location;
        return new() { StatusCode = (int)status, Headers = headers, Body = JsonSerializer.Serialize(value, type) };
    }

    public static APIGatewayHttpApiV2ProxyResponse Problem(HttpStatusCode status, string detail, IReadOnlyList<Fault>? faults = null) => new()
    {
        StatusCode = (int)status,
        Headers = new Dictionary<string, string> { ["content-type"] = "application/problem+json" },
        Body = JsonSerializer.Serialize(
            new ProblemDetails(Title(status), (int)status, detail, faults?.Select(f => new ProblemFault(f.Path, f.Detail)).ToList()),
            ApiJson.Default.ProblemDetails),
    };

    public static APIGatewayHttpApiV2ProxyResponse NoSuchJob(string? id) =>
        Problem(HttpStatusCode.NotFound, $"There is no job '{Shown(id)}'.");

    /// <summary>A text of the user's for a message, cut to a length that a person reads.</summary>
    public static string Shown(string? text) => text is { Length: > 100 } ? text[..100] + "…" : text ?? "";

    private static string Title(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => "Bad request",
        HttpStatusCode.NotFound => "Not found",
        HttpStatusCode.Conflict => "Conflict",
        HttpStatusCode.RequestEntityTooLarge => "Too large",
        HttpStatusCode.UnprocessableEntity => "Unprocessable",
        _ => ((int)status).ToString(CultureInfo.InvariantCulture),
    };
}
