using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MrJob.Core.Clusters;
using MrJob.Core.Configuration;

namespace MrJob.Core.Pools;

/// <summary>
/// Digest of everything that must be identical between a pooled cluster and a job that joins it: the options that <see cref="OptionTable"/> marks.
/// MD5, as mrjob's: it tells configurations apart and protects nothing.
/// </summary>
internal static partial class PoolHash
{
    /// <summary>Changes whenever the canonical form does, so that clusters of an older form are not mistaken for equal.</summary>
    private const int Format = 2;

    [SuppressMessage("Security", "CA5351", Justification = "An identity, not a protection: the seed's runner used md5 too.")]
    public static string Of(JobOptions options, ServiceSettings settings) =>
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(Canonical(options, settings))));

    /// <summary>The text that is digested: members in order of their names, uploaded files by their digest, what nobody gave left out.</summary>
    public static string Canonical(JobOptions options, ServiceSettings settings)
    {
        var image = ClusterImage.Of(options, settings);
        var given = (JsonObject)JsonSerializer.SerializeToNode(options, CoreJson.Default.JobOptions)!;
        var hashed = new JsonObject(OptionTable.All.Where(o => o.InPoolHash && given[o.Name] is not null and not JsonArray { Count: 0 } and not JsonObject { Count: 0 })
            .Select(o => KeyValuePair.Create(o.Name, (JsonNode?)given[o.Name]!.DeepClone())))
        {
            // What holds, whichever way it was said.
            ["applications"] = Applications(options),
            ["emr_configurations"] = JsonSerializer.SerializeToNode(ClusterRequest.Configurations(options), CanonicalJson.Shapes),
            ["format"] = Format,
            ["iam_instance_profile"] = options.IamInstanceProfile ?? settings.InstanceProfile,
            ["image_version"] = image.AmiVersion,
            ["instances"] = options.InstanceFleets.Count > 0 ? "fleets" : "groups",
            ["release_label"] = image.ReleaseLabel,
        };
        hashed.Remove("bootstrap_spark"); // it is among the applications
        return UploadedFile().Replace(CanonicalJson.Write(hashed), "$1");
    }

    private static JsonArray Applications(JobOptions options) =>
        [.. ClusterRequest.Applications(options).Select(a => a.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal).Select(a => (JsonNode?)a)];

    /// <summary>A file that the command uploaded: its key is its digest, and the bucket and folder before that are anybody's.</summary>
    [GeneratedRegex("""s3://[^\s"'#]+?/uploads/([0-9a-f]{32}/)""", RegexOptions.CultureInvariant)]
    private static partial Regex UploadedFile();
}
