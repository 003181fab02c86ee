using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MrJob.Core.Clusters;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs.Scripts;

namespace MrJob.Core.Pools;

/// <summary>
/// Digest of everything that must be identical between a pooled cluster and a job that joins it: the options that <see cref="OptionTable"/> marks.
/// MD5, as mrjob's: it tells configurations apart and protects nothing.
/// </summary>
internal static partial class PoolHash
{
    /// <summary>Changes whenever the canonical form does, so that clusters of an older form are not mistaken for equal.</summary>
    private const int Format = 3;

    /// <param name="digests">Of the files on S3 that bootstrap reads, by URI.</param>
    public static string Of(JobOptions options, ServiceSettings settings, IReadOnlyDictionary<string, string>? digests = null) =>
        Digest(Canonical(options, settings, digests));

    [SuppressMessage("Security", "CA5351", Justification = "An identity, not a protection: the seed's runner used md5 too.")]
    public static string Digest(string canonical) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(canonical)));

    /// <summary>The text that is digested: members in order of their names, files by their content's digest wherever that is known, what nobody gave left out.</summary>
    public static string Canonical(JobOptions options, ServiceSettings settings, IReadOnlyDictionary<string, string>? digests = null)
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
        if (options.Bootstrap.Count > 0)
            hashed["bootstrap"] = Texts(options.Bootstrap.Select(c => ShellCommand.Parse(c).Render(r => $"<{Content(r.Path, digests)}>#{r.LocalName}")));
        if (options.BootstrapActions.Count > 0)
            hashed["bootstrap_actions"] = Texts(options.BootstrapActions.Select(a => Action(ShellWords.Split(a), digests)));
        return CanonicalJson.Write(hashed);
    }

    private static string Action(IReadOnlyList<string> words, IReadOnlyDictionary<string, string>? digests) =>
        ShellWords.Join([$"<{Content(words[0], digests)}>", .. words.Skip(1)]);

    private static JsonArray Applications(JobOptions options) =>
        Texts(ClusterRequest.Applications(options).Select(a => a.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal));

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode?)t)];

    /// <summary>What stands for a file: its digest. A file that the command uploaded has it in its key, and the bucket and folder before that are anybody's.</summary>
    private static string Content(string path, IReadOnlyDictionary<string, string>? digests) =>
        UploadedFile().Match(path) is { Success: true } uploaded ? uploaded.Groups[1].Value
        : digests?.GetValueOrDefault(path) ?? path;

    [GeneratedRegex("^s3://[^/]+/(?:.+/)?uploads/([0-9a-f]{32})/[^/]+$", RegexOptions.CultureInvariant)]
    internal static partial Regex UploadedFile();
}
