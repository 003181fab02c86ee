using System.Globalization;
using System.Text.Json.Nodes;
using MrJob.Core.Configuration;

namespace MrJob.Functions;

/// <summary>Answers in the document, those that many routes share, and how requests are signed.</summary>
internal static class OpenApiAnswers
{
    public const string Scheme = "sigv4";
    public const string Gateway = "Gateway";

    public static readonly (string Name, string Description) Faults =
        ("Faults", "The body is refused; `faults` has what is wrong with it, each with its JSON path.");

    public static readonly (string Name, string Description) TooLarge =
        ("TooLarge", string.Create(CultureInfo.InvariantCulture, $"The body has more than {RequestBody.MaxLength:N0} characters."));

    public static readonly (string Name, string Description) Query = ("Query", "A query parameter is not known, or has a wrong value.");

    public static readonly (string Name, string Description) NoJob = ("NoJob", "There is no such job.");

    public static readonly (string Name, string Description) NoCluster = ("NoCluster", "EMR knows no such cluster.");

    public static readonly (string Name, string Description) ConfIsWrong =
        ("ConfIsWrong", "The service's own mrjob.conf is wrong; until it is mended nothing is accepted.");

    public static readonly (string Name, string Description) NotNow = ("NotNow", "EMR does not do it now, or no time was left to ask it. Try again in some seconds.");

    public static readonly (string Name, string Description) TooLong = ("TooLong", "It takes longer than a request may, about 27 seconds. Ask again, or for less.");

    public static JsonObject Ref(string name) => new() { ["$ref"] = "#/components/responses/" + name };

    public static JsonObject Content(string type, JsonObject schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    public static JsonObject Of(string type, JsonObject schema, string description, string? located)
    {
        var answer = new JsonObject { ["description"] = description };
        if (located is not null)
            answer["headers"] = new JsonObject { ["location"] = new JsonObject { ["description"] = located, ["schema"] = Schemas.OfType("string") } };
        answer["content"] = Content(type, schema);
        return answer;
    }

    public static JsonObject Shared()
    {
        var shared = new JsonObject(new[] { Faults, TooLarge, Query, NoJob, NoCluster, ConfIsWrong, NotNow, TooLong }.Select(s => KeyValuePair.Create(
            s.Name, (JsonNode?)Of("application/problem+json", OpenApiSchemas.Ref(nameof(ProblemDetails)), s.Description, null))));
        shared[Gateway] = Of(
            "application/json", OpenApiSchemas.Ref(OpenApiBodies.GatewayMessage),
            "What API Gateway itself says: 403 when the request is not signed or not allowed, 413 when it is too large, 500 or 503 when the function failed, took too long or was throttled.", null);
        return shared;
    }

    /// <summary>As API Gateway exports it.</summary>
    public static JsonObject SecuritySchemes() => new()
    {
        [Scheme] = new JsonObject
        {
            ["type"] = "apiKey", ["name"] = "Authorization", ["in"] = "header", ["x-amazon-apigateway-authtype"] = "awsSigv4",
            ["description"] = "AWS Signature Version 4, for the service execute-api. The API of `mrjob local` asks for none.",
        },
    };
}
