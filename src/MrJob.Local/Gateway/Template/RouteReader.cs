using MrJob.Local.Gateway.Http;

namespace MrJob.Local.Gateway.Template;

/// <summary>Reads an event of type HttpApi.</summary>
internal static class RouteReader
{
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
    private const int MinTimeoutMs = 50, MaxTimeoutMs = 30_000;

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY"];

    public static RouteSource Read(MapNode properties, bool iam)
    {
        properties["PayloadFormatVersion"]?.OneOf("2.0");
        var timeout = properties["TimeoutInMillis"]?.Integer(MinTimeoutMs, MaxTimeoutMs) ?? MaxTimeoutMs;
        return new(Key(properties), iam, TimeSpan.FromMilliseconds(timeout), properties.Place);
    }

    private static RouteKey Key(MapNode properties)
    {
        if (properties["Path"] is not { } path || path.Text() == "$default")
            return RouteKey.Default;
        if (!RouteKey.IsPath(path.Text()))
            throw path.Fault($"is '{path.Text()}'; it must start with '/', have parameters as whole segments and {{name+}} at the end.");
        return new RouteKey(properties["Method"] is { } method ? Method(method) : "ANY", path.Text());
    }

    private static string Method(Node method) => method.Text().ToUpperInvariant() is var name && Methods.Contains(name)
        ? name
        : throw method.Fault($"is '{name}'; it must be one of {string.Join(", ", Methods)}.");
}
