using System.Net;
using Amazon.Lambda.APIGatewayEvents;
using MrJob.Core.Configuration;

namespace MrJob.Functions;

/// <summary>
/// The query parameters that the routes take. One that nobody knows is refused: <c>?forse=true</c> ignored would be a wish that nobody heard.
/// A test compares them with the OpenAPI document.
/// </summary>
internal static class QueryParameters
{
    /// <summary>By the route; the others take none.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> OfRoutes { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["GET /jobs"] = ["state", "limit", "next", "longer_than_hours", "exclude_tag"],
        ["GET /jobs/{id}/logs"] = ["refresh"],
        ["POST /jobs/{id}/logs/push"] = ["force"],
        ["GET /clusters"] = ["state", "created_after", "created_before", "next"],
        ["DELETE /clusters/{id}"] = ["force"],
        ["GET /clusters/{id}/diagnosis"] = ["step_id", "log_uri"],
        ["GET /usage"] = ["days"],
    };

    /// <summary>Those that are <c>true</c> or <c>false</c>.</summary>
    public static IReadOnlyList<string> Flags { get; } = ["refresh", "force"];

    /// <summary>The answer to a request whose query cannot be understood; null for any other.</summary>
    public static APIGatewayHttpApiV2ProxyResponse? Refusal(APIGatewayHttpApiV2ProxyRequest request)
    {
        var known = OfRoutes.GetValueOrDefault(request.RouteKey) ?? [];
        foreach (var (name, value) in request.QueryStringParameters ?? new Dictionary<string, string>())
        {
            if (!known.Contains(name))
                return Problem(name, known.Count > 0 ? NearestName.Unknown(Answers.Shown(name), known) : "is not known; this route takes none");
            if (Flags.Contains(name) && value is not ("true" or "false"))
                return Problem(name, $"must be true or false, not '{Answers.Shown(value)}'");
        }
        return null;
    }

    private static APIGatewayHttpApiV2ProxyResponse Problem(string name, string fault) =>
        Answers.Problem(HttpStatusCode.BadRequest, $"The query parameter '{Answers.Shown(name)}' {fault}{(fault.EndsWith('?') ? "" : ".")}");
}
