using System.Net;
using System.Net.Sockets;

namespace MrJob.Local;

/// <summary>Why a request was not let in.</summary>
/// <param name="Status">403, or 415 for its body's type.</param>
internal sealed record Refusal(int Status, string Reason);

/// <summary>What of a request tells whether a web page sent it.</summary>
/// <param name="Scheme">That the port serves, such as <c>http</c>.</param>
/// <param name="Host">The <c>Host</c> header; empty where there is none.</param>
/// <param name="Origins">The <c>Origin</c> headers.</param>
/// <param name="FetchSites">The <c>Sec-Fetch-Site</c> headers.</param>
internal sealed record RequestOrigin(string Scheme, string Host, IReadOnlyList<string?> Origins, IReadOnlyList<string?> FetchSites);

/// <summary>
/// Who may use a port that runs commands: programs on this machine, and pages that the port itself served. Not a page from elsewhere
/// (it cannot help sending its <c>Origin</c> or <c>Sec-Fetch-Site</c>), and not one whose own name was made to point here
/// (it cannot help sending that name as <c>Host</c>).
/// </summary>
internal static class LoopbackRules
{
    /// <summary>The refusal, or null for a request that may come in.</summary>
    public static Refusal? Judge(RequestOrigin request)
    {
        if (!IsLoopback(request.Host))
            return new(403, $"The Host header is '{request.Host}'. This port serves only localhost, *.localhost, 127.0.0.0/8 and [::1].");
        var own = $"{request.Scheme}://{request.Host}";
        if (request.Origins.FirstOrDefault(origin => !own.Equals(origin, StringComparison.OrdinalIgnoreCase)) is { } foreign)
            return new(403, $"The Origin header is '{foreign}'. This port serves only pages of its own origin, {own}.");
        if (request.FetchSites.FirstOrDefault(site => site is not ("same-origin" or "none")) is { } elsewhere)
            return new(403, $"The Sec-Fetch-Site header is '{elsewhere}'. This port serves only pages of its own origin, {own}.");
        return null;
    }

    /// <summary>Whether a Host header, with or without a port, means this machine whatever a name server says.</summary>
    public static bool IsLoopback(string host)
    {
        var name = WithoutPort(host);
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || name == "[::1]"
            || IsLoopbackAddress(name);
    }

    /// <summary>Only four plain numbers: other ways to write an address are not what a client sends.</summary>
    private static bool IsLoopbackAddress(string name) =>
        IPAddress.TryParse(name, out var address) && address.AddressFamily == AddressFamily.InterNetwork
        && address.ToString() == name && IPAddress.IsLoopback(address);

    private static string WithoutPort(string host)
    {
        var colon = host.LastIndexOf(':');
        var port = host.AsSpan(colon + 1);
        return colon > 0 && !port.IsEmpty && !port.ContainsAnyExceptInRange('0', '9') ? host[..colon] : host;
    }
}
