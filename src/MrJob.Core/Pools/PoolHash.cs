using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MrJob.Core.Configuration;

namespace MrJob.Core.Pools;

/// <summary>
/// Digest of everything that must be identical between a pooled cluster and a job that joins it. MD5, as mrjob's: it tells
/// configurations apart and protects nothing.
/// </summary>
internal static class PoolHash
{
    /// <summary>Changes whenever the canonical form does, so that clusters of an older form are not mistaken for equal.</summary>
    private const int Format = 1;

    [SuppressMessage("Security", "CA5351", Justification = "An identity, not a protection: the seed's runner used md5 too.")]
    public static string Of(JobOptions options, ServiceSettings settings) =>
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(Canonical(options, settings))));

    /// <summary>The text that is digested: names in order, applications without case and order.</summary>
    public static string Canonical(JobOptions options, ServiceSettings settings)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("applications");
            foreach (var application in options.Applications.Select(a => a.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal))
                json.WriteStringValue(application);
            json.WriteEndArray();
            json.WriteNumber("format", Format);
            json.WriteString("iam_instance_profile", options.IamInstanceProfile ?? settings.InstanceProfile);
            json.WriteString("release_label", options.ReleaseLabel ?? settings.ReleaseLabel);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
