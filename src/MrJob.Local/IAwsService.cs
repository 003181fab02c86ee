using Microsoft.AspNetCore.Http;

namespace MrJob.Local;

/// <summary>One AWS service behind the AWS port. Services share a port, as SDKs allow with one endpoint for all.</summary>
internal interface IAwsService
{
    /// <summary>Whether the request speaks this service's protocol. The first service that says so gets it.</summary>
    bool Accepts(HttpRequest request);

    /// <summary>Answers the request, errors included, in the service's own protocol.</summary>
    Task HandleAsync(HttpContext context);
}
