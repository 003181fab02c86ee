using System.Globalization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using MrJob.Core.Jobs;

namespace MrJob.Functions;

internal static class RequestExtensions
{
    /// <summary>Lambda is killed at its time-out: what is under way is cancelled this much before, so that its outcome is recorded.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(2);

    /// <summary>The header; API Gateway sends names in lower case.</summary>
    public static string? Header(this APIGatewayHttpApiV2ProxyRequest request, string name) =>
        request.Headers?.TryGetValue(name, out var value) == true ? value : null;

    public static string? Query(this APIGatewayHttpApiV2ProxyRequest request, string name) =>
        request.QueryStringParameters?.TryGetValue(name, out var value) == true ? value : null;

    /// <summary>One of <see cref="QueryParameters.Flags"/>, which were checked before.</summary>
    public static bool Flag(this APIGatewayHttpApiV2ProxyRequest request, string name) => request.Query(name) == "true";

    /// <summary>The <c>{id}</c> of the path.</summary>
    public static string? Id(this APIGatewayHttpApiV2ProxyRequest request) => request.Path("id");

    /// <summary>A parameter of the path.</summary>
    public static string? Path(this APIGatewayHttpApiV2ProxyRequest request, string name) =>
        request.PathParameters?.TryGetValue(name, out var value) == true ? value : null;

    /// <summary>The job's id in the path, or null when it could be nobody's.</summary>
    public static string? JobId(this APIGatewayHttpApiV2ProxyRequest request) =>
        request.Id() is { } id && Core.Jobs.JobId.IsValid(id) ? id : null;

    /// <summary>Who signed the request: an IAM ARN, or empty where the API is open.</summary>
    public static string Caller(this APIGatewayHttpApiV2ProxyRequest request) => request.RequestContext?.Authorizer?.IAM?.UserARN ?? "";

    /// <summary>The number in the query, or the default; null when it is no number in range.</summary>
    public static int? Number(this APIGatewayHttpApiV2ProxyRequest request, string name, int otherwise, int min, int max) => request.Query(name) switch
    {
        null => otherwise,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max => number,
        _ => null,
    };

    /// <summary>Ends what the invocation has under way, a little before Lambda would.</summary>
    public static CancellationTokenSource Deadline(this ILambdaContext context) =>
        new(context.RemainingTime > Reserve * 2 ? context.RemainingTime - Reserve : context.RemainingTime / 2);
}
