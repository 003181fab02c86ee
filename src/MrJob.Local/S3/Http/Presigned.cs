using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace MrJob.Local.S3.Http;

/// <summary>When a presigned URL ends. Signatures are not verified: any credentials are good here.</summary>
internal static class Presigned
{
    /// <summary>In seconds: seven days.</summary>
    private const int LongestLife = 604_800;

    /// <exception cref="S3Exception">403 AccessDenied: it has expired; 400: its parameters cannot be.</exception>
    public static void Check(IQueryCollection query, DateTimeOffset now)
    {
        if (ExpiryOf(query) is not { } expiry || now <= expiry)
            return;
        (string, string)[] times = [("Expires", Text(expiry)), ("ServerTime", Text(now))];
        throw new S3Exception(
            403, "AccessDenied", "Request has expired",
            query["X-Amz-Expires"].ToString() is { Length: > 0 } seconds ? [("X-Amz-Expires", seconds), .. times] : times);
    }

    private static DateTimeOffset? ExpiryOf(IQueryCollection query)
    {
        if (query.ContainsKey("X-Amz-Algorithm") || query.ContainsKey("X-Amz-Signature"))
            return OfVersion4(query["X-Amz-Date"].ToString(), query["X-Amz-Expires"].ToString());
        return query.ContainsKey("AWSAccessKeyId") && query.ContainsKey("Signature") ? OfVersion2(query["Expires"].ToString()) : null;
    }

    private static DateTimeOffset OfVersion4(string date, string expires)
    {
        const string Format = "yyyyMMdd'T'HHmmss'Z'";
        if (!DateTimeOffset.TryParseExact(date, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed))
            throw S3Errors.InvalidPresigning($"X-Amz-Date must be in the ISO8601 Long Format \"{Format}\"");
        if (!long.TryParse(expires, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
            throw S3Errors.InvalidPresigning("X-Amz-Expires should be a number");
        return seconds switch
        {
            < 0 => throw S3Errors.InvalidPresigning("X-Amz-Expires must be non-negative"),
            > LongestLife => throw S3Errors.InvalidPresigning("X-Amz-Expires must be less than a week (in seconds)"),
            _ => signed > DateTimeOffset.MaxValue.AddSeconds(-seconds) ? DateTimeOffset.MaxValue : signed.AddSeconds(seconds),
        };
    }

    private static DateTimeOffset OfVersion2(string expires) =>
        long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new S3Exception(403, "AccessDenied", $"Invalid date (should be seconds since epoch): {expires}");

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
