using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace MrJob.Local;

/// <summary>
/// Which bodies a port takes. A page may send a form or plain text anywhere without asking first; whatever else it sends, its browser
/// asks the port, which never agrees.
/// </summary>
internal static class BodyRules
{
    private static readonly string[] Unasked = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

    /// <summary>The AWS port: no POST of what a page can send unasked. A PUT is never unasked, and its body may be of any type.</summary>
    public static bool AwsPort(HttpRequest request) =>
        !HttpMethods.IsPost(request.Method) || !HasBody(request) || !Unasked.Contains(MediaType(request), StringComparer.OrdinalIgnoreCase);

    /// <summary>The API port: JSON, or no body.</summary>
    public static bool JsonOnly(HttpRequest request) =>
        !HasBody(request) || "application/json".Equals(MediaType(request), StringComparison.OrdinalIgnoreCase);

    private static bool HasBody(HttpRequest request) =>
        request.ContentLength > 0
        || request.ContentLength is null
        && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false };

    private static string MediaType(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType.ToString() : request.ContentType ?? "";
}
