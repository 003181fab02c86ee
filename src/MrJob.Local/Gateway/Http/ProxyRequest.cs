using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using MrJob.Local.Events;

namespace MrJob.Local.Gateway.Http;

/// <summary>
/// The event that an HTTP API makes of a request, payload format 2.0:
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
/// </summary>
internal static class ProxyRequest
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="path">As sent, percent-encoded, without the query.</param>
    /// <param name="iam">Whether the caller is an IAM identity.</param>
    public static byte[] Write(
        HttpRequest request, string path, RouteKey route, IReadOnlyDictionary<string, string> pathParameters, byte[] body, bool iam,
        string requestId, DateTimeOffset now)
    {
        var query = request.QueryString.HasValue ? request.QueryString.Value![1..] : "";
        // HTTP APIs hand the path over decoded, in spite of the field's name.
        var rawPath = Uri.UnescapeDataString(path);
        var payload = new JsonObject
        {
            ["version"] = "2.0",
            ["routeKey"] = route.ToString(),
            ["rawPath"] = rawPath,
            ["rawQueryString"] = query,
            ["headers"] = Headers(request, now),
            ["requestContext"] = Context(request, rawPath, route, iam, requestId, now),
        };
        if (request.Headers.Cookie.Count > 0)
            payload["cookies"] = Cookies(request);
        if (query.Length > 0)
            payload["queryStringParameters"] = QueryParameters(query);
        if (pathParameters.Count > 0)
            payload["pathParameters"] = new JsonObject(pathParameters.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value)));
        AddBody(payload, body, request.ContentType);
        return JsonSerializer.SerializeToUtf8Bytes<JsonNode>(payload);
    }

    /// <summary>An id such as API Gateway's own: eleven random bytes in base64.</summary>
    public static string NewRequestId() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(11));

    private static JsonArray Cookies(HttpRequest request) =>
    [
        .. from line in request.Headers.Cookie
           from cookie in line.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
           select (JsonNode)cookie,
    ];

    /// <summary>Names in lower case, repeated ones joined; cookies have their own field. API Gateway adds the last four.</summary>
    private static JsonObject Headers(HttpRequest request, DateTimeOffset now)
    {
        var headers = new JsonObject();
        foreach (var (name, values) in request.Headers)
            headers[name.ToLowerInvariant()] = string.Join(',', values.ToArray());
        headers.Remove("cookie");
        headers["x-amzn-trace-id"] = $"Root=1-{now.ToUnixTimeSeconds():x8}-{RandomNumberGenerator.GetHexString(24, lowercase: true)}";
        headers["x-forwarded-for"] = SourceIp(request);
        headers["x-forwarded-port"] = request.HttpContext.Connection.LocalPort.ToString(CultureInfo.InvariantCulture);
        headers["x-forwarded-proto"] = request.Scheme;
        return headers;
    }

    private static JsonObject QueryParameters(string query)
    {
        var parameters = new JsonObject();
        foreach (var pair in new QueryStringEnumerable(query))
        {
            var (name, value) = (pair.DecodeName().ToString(), pair.DecodeValue().ToString());
            parameters[name] = parameters[name] is { } before ? $"{before},{value}" : value;
        }

        return parameters;
    }

    private static JsonObject Context(HttpRequest request, string path, RouteKey route, bool iam, string requestId, DateTimeOffset now)
    {
        var context = new JsonObject
        {
            ["accountId"] = AwsEvent.Account,
            ["apiId"] = "local",
            ["domainName"] = request.Host.Host,
            ["domainPrefix"] = request.Host.Host.Split('.')[0],
            ["http"] = new JsonObject
            {
                ["method"] = request.Method,
                ["path"] = path,
                ["protocol"] = request.Protocol,
                ["sourceIp"] = SourceIp(request),
                ["userAgent"] = request.Headers.UserAgent.ToString(),
            },
            ["requestId"] = requestId,
            ["routeKey"] = route.ToString(),
            ["stage"] = "$default",
            ["time"] = now.UtcDateTime.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture),
            ["timeEpoch"] = now.ToUnixTimeMilliseconds(),
        };
        if (iam)
            context["authorizer"] = new JsonObject { ["iam"] = LocalCaller() };
        return context;
    }

    /// <summary>Whoever calls is the same user: nothing here checks signatures.</summary>
    private static JsonObject LocalCaller() => new()
    {
        ["accessKey"] = "AKIALOCAL",
        ["accountId"] = AwsEvent.Account,
        ["callerId"] = "AIDALOCAL",
        ["cognitoIdentity"] = null,
        ["principalOrgId"] = null,
        ["userArn"] = $"arn:aws:iam::{AwsEvent.Account}:user/local",
        ["userId"] = "AIDALOCAL",
    };

    private static string SourceIp(HttpRequest request) => request.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1";

    private static void AddBody(JsonObject payload, byte[] body, string? contentType)
    {
        var text = IsText(contentType) ? Decoded(body) : null;
        if (body.Length > 0)
            payload["body"] = text ?? Convert.ToBase64String(body);
        payload["isBase64Encoded"] = body.Length > 0 && text is null;
    }

    /// <summary>
    /// What HTTP APIs take for text: text/*, and JSON, XML and JavaScript by exactly these names. All else is base64, forms
    /// and a body without a Content-Type too.
    /// </summary>
    private static bool IsText(string? contentType) =>
        contentType?.Split(';')[0].Trim().ToLowerInvariant() is "application/json" or "application/xml" or "application/javascript"
        || contentType?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) == true;

    private static string? Decoded(byte[] body)
    {
        try
        {
            return StrictUtf8.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return null; // a text that is none: the bytes themselves are the truth
        }
    }
}
