using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MrJob.Local.Gateway.Http;

/// <summary>The HTTP response that an HTTP API makes of a function's response, payload format 2.0.</summary>
/// <param name="Status">200 to 599.</param>
/// <param name="Headers">In the function's order; Set-Cookie may be repeated.</param>
internal sealed record ProxyResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    // Kestrel writes these itself.
    private static readonly string[] ConnectionHeaders = ["connection", "content-length", "keep-alive", "transfer-encoding", "upgrade"];

    /// <summary>
    /// JSON with a statusCode is a response; any other JSON is the body of a 200. Null when it is neither: the API then answers 500.
    /// </summary>
    public static ProxyResponse? Read(byte[] payload)
    {
        if (payload.Length == 0)
            return Json(payload);
        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("statusCode", out var status) ? Structured(root, status)
                : Json(root.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetBytes(root.GetString()!) : payload);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return null; // not JSON, or a field of another type than the format has
        }
    }

    private static ProxyResponse Json(byte[] body) => new(200, [new("content-type", "application/json")], body);

    private static ProxyResponse? Structured(JsonElement root, JsonElement status)
    {
        var code = int.TryParse(status.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        List<KeyValuePair<string, string>> headers = [.. OwnHeaders(root), .. Cookies(root)];
        if (code is < 200 or > 599 || headers.Exists(header => !IsSafe(header)))
            return null;
        var text = Present(root, "body") is { } body ? body.GetString()! : "";
        var bytes = Present(root, "isBase64Encoded")?.GetBoolean() == true ? Convert.FromBase64String(text) : Encoding.UTF8.GetBytes(text);
        if (bytes.Length > 0 && !headers.Exists(header => header.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase)))
            headers.Add(new("content-type", "text/plain;charset=utf-8"));
        return new(code, headers, bytes);
    }

    private static IEnumerable<KeyValuePair<string, string>> OwnHeaders(JsonElement root) =>
        Present(root, "headers")?.EnumerateObject()
            .Where(header => header.Value.ValueKind != JsonValueKind.Null && !ConnectionHeaders.Contains(header.Name.ToLowerInvariant()))
            .Select(header => KeyValuePair.Create(header.Name, Value(header.Value))) ?? [];

    private static IEnumerable<KeyValuePair<string, string>> Cookies(JsonElement root) =>
        Present(root, "cookies")?.EnumerateArray().Select(cookie => KeyValuePair.Create("set-cookie", cookie.GetString()!)) ?? [];

    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw new FormatException("a header's value is a list or an object"),
    };

    private static JsonElement? Present(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Whether the header can be sent: a name of token characters, a value without control characters.</summary>
    private static bool IsSafe(KeyValuePair<string, string> header) =>
        header.Key.Length > 0 && header.Key.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c))
        && header.Value.All(c => c is >= ' ' and < '\x7f' or '\t');
}
