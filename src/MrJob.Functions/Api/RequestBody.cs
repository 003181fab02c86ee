using System.Net;
using System.Text;
using Amazon.Lambda.APIGatewayEvents;
using MrJob.Core.Configuration;

namespace MrJob.Functions;

/// <summary>The body of a request.</summary>
internal static class RequestBody
{
    public const int MaxKeyLength = 255;

    /// <summary>In characters. A job of 256 steps, each as long as EMR takes, has 2.6 million.</summary>
    public const int MaxLength = 4_000_000;

    /// <summary>The text, or null when it is larger than any job.</summary>
    public static string? Read(APIGatewayHttpApiV2ProxyRequest request)
    {
        var body = request.Body ?? "";
        if (body.Length > MaxLength * (request.IsBase64Encoded ? 4L : 3L) / 3)
            return null;
        return request.IsBase64Encoded ? Encoding.UTF8.GetString(Convert.FromBase64String(body)) : body;
    }

    public static APIGatewayHttpApiV2ProxyResponse TooLarge() =>
        Answers.Problem(HttpStatusCode.RequestEntityTooLarge, $"The body is too large; a job may have {MaxLength} characters.");

    public static APIGatewayHttpApiV2ProxyResponse Refused(IReadOnlyList<Fault> faults) => Answers.Problem(
        HttpStatusCode.BadRequest, faults.Count == 1 ? "The body has one fault." : $"The body has {faults.Count} faults.", faults);
}
