using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace MrJob.Local.S3.Storage;

/// <summary>S3's rules for the names of general purpose buckets and for keys.</summary>
internal static partial class S3Names
{
    /// <summary>In bytes of UTF-8.</summary>
    private const int LongestKey = 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>3 to 63 lower-case letters, digits, dots and hyphens; not an address; without AWS's reserved beginnings and ends.</summary>
    public static bool IsBucketName(string name) =>
        BucketName().IsMatch(name) && !name.Contains("..", StringComparison.Ordinal) && !IPAddress.TryParse(name, out _)
        && !name.StartsWith("xn--", StringComparison.Ordinal) && !name.EndsWith("-s3alias", StringComparison.Ordinal);

    /// <exception cref="S3Exception">400 KeyTooLongError, or InvalidURI for text that is not Unicode.</exception>
    public static void CheckKey(string key)
    {
        var bytes = CountBytes(key);
        if (bytes > LongestKey)
            throw S3Errors.KeyTooLong(bytes, LongestKey);
    }

    private static int CountBytes(string key)
    {
        try
        {
            return Strict.GetByteCount(key);
        }
        catch (EncoderFallbackException)
        {
            throw S3Errors.InvalidUri();
        }
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex BucketName();
}
