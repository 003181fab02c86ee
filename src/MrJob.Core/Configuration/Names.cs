using System.Text.Json;
using System.Text.RegularExpressions;
using MrJob.Core.Storage;

namespace MrJob.Core.Configuration;

/// <summary>What labels, owners, pools and paths may look like.</summary>
internal static partial class Names
{
    public const string Pattern = "^[A-Za-z0-9_.-]+$";
    public const string ClusterIdPattern = "^j-[A-Z0-9]{1,30}$";
    public const string StepIdPattern = "^s-[A-Z0-9]{1,30}$";
    public const int MaxLength = 50; // label, owner and pool name together with time, suffix and pool hash fit EMR's 256 characters of a name

    public static readonly string Rule = $"may have up to {MaxLength} letters, digits, '_', '-' and '.'";

    public static bool IsValid(string name) => name.Length <= MaxLength && Allowed().IsMatch(name);

    public static string? Check(JsonReader reader, string? name, string path)
    {
        if (name is null || IsValid(name))
            return name;
        reader.Fault(path, Rule);
        return null;
    }

    /// <summary>The member with a name in it, or null when it is not there or not allowed.</summary>
    public static string? Member(JsonReader reader, IReadOnlyDictionary<string, JsonElement> members, string path, string name) =>
        members.TryGetValue(name, out var value)
            ? Check(reader, reader.Text(value, JsonReader.Child(path, name)), JsonReader.Child(path, name)) : null;

    public static S3Uri? CheckS3(JsonReader reader, string? uri, string path)
    {
        if (uri is null)
            return null;
        if (S3Uri.TryParse(uri, out var parsed))
            return parsed;
        reader.Fault(path, $"is '{uri}'; it must be an S3 URI such as s3://bucket/key");
        return null;
    }

    /// <summary>What a job may read: a place on S3, or on the cluster's own file systems.</summary>
    public static string? CheckInput(JsonReader reader, string uri, string path) =>
        uri.StartsWith("hdfs://", StringComparison.Ordinal) ? uri : CheckS3(reader, uri, path) is null ? null : uri;

    public static bool IsClusterId(string id) => ClusterIdShape().IsMatch(id);

    public static bool IsStepId(string id) => StepIdShape().IsMatch(id);

    [GeneratedRegex("^[A-Za-z0-9_.-]+\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Allowed();

    [GeneratedRegex("^j-[A-Z0-9]{1,30}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex ClusterIdShape();

    [GeneratedRegex("^s-[A-Z0-9]{1,30}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex StepIdShape();
}
