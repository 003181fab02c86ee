using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;

namespace MrJob.Functions.Tests.OpenApi;

/// <summary>The document as tests look into it.</summary>
internal static class OpenApiDocument
{
    public static readonly JsonObject Json = Functions.OpenApi.Document();

    public static readonly SchemaValidator Validator = new(Json);

    /// <summary>Operations by route: <c>GET /jobs/{id}</c>.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Operations { get; } = Json["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject().Select(o => ($"{o.Key.ToUpperInvariant()} {path.Key}", o.Value!.AsObject()))).ToDictionary();

    /// <summary>The answer that the document has for the route and status; null for none.</summary>
    public static JsonNode? Answer(string route, string status)
    {
        var answer = Operations[route]["responses"]![status];
        return answer?["$ref"] is { } reference ? Validator.Resolve(reference.ToString()) : answer;
    }

    /// <summary>The schema of a real answer, by its route, status and type.</summary>
    public static JsonNode Schema(string route, int status, string type) =>
        Answer(route, status.ToString(CultureInfo.InvariantCulture)).ShouldNotBeNull($"{route} answers {status}")["content"]![type].ShouldNotBeNull($"{route} {status} is {type}")["schema"]!;

    /// <summary>The answer's body, once it has been found to be what the document says.</summary>
    public static JsonNode Fitting(string route, int status, APIGatewayHttpApiV2ProxyResponse answer)
    {
        answer.StatusCode.ShouldBe(status, answer.Body);
        var body = JsonNode.Parse(answer.Body)!;
        Validator.Faults(body, Schema(route, status, answer.Headers["content-type"])).ShouldBeEmpty($"{route}: {answer.Body}");
        (Answer(route, status.ToString(CultureInfo.InvariantCulture))!["headers"]?["location"] is not null).ShouldBe(answer.Headers.ContainsKey("location"), $"{route} {status}");
        return body;
    }
}
