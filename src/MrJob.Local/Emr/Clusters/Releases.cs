using System.Text.RegularExpressions;

namespace MrJob.Local.Emr.Clusters;

/// <summary>EMR's releases: their labels, and from which one on a feature is there.</summary>
internal static partial class Releases
{
    public static readonly Version CancelPendingSteps = new(4, 8, 0);
    public static readonly Version CancelRunningSteps = new(5, 28, 0);
    public static readonly Version StepConcurrency = new(5, 28, 0);
    public static readonly Version InstanceFleets = new(4, 8, 0);

    // Minor versions of a major release, and how many patch releases after .0 each had.
    private static readonly (int Major, int[] Patches)[] Released =
    [
        (7, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        (6, [1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0]),
        (5, [3, 1, 3, 2, 1, 4, 1, 1, 3, 1, 1, 4, 3, 1, 2, 1, 1, 2, 1, 1, 1, 2, 0, 1, 1, 0, 0, 1, 1, 0, 2, 1, 1, 1, 0, 0, 2]),
    ];

    /// <summary>Newest first, as ListReleaseLabels gives them.</summary>
    public static IReadOnlyList<string> Labels { get; } =
    [
        .. from release in Released
           from minor in release.Patches.Index().Reverse()
           from patch in Enumerable.Range(0, minor.Item + 1).Reverse()
           select $"emr-{release.Major}.{minor.Index}.{patch}",
    ];

    /// <summary>
    /// The version in a label such as <c>emr-6.15.0</c>, or null when it is none. Labels of releases yet to come are taken too.
    /// </summary>
    public static Version? Parse(string? label) =>
        label is not null && Label().Match(label) is { Success: true } match ? Version.Parse(match.Groups[1].ValueSpan) : null;

    /// <summary>Whether the cluster's release has the feature. Clusters of the old AMI versions have none of them.</summary>
    public static bool Has(this ClusterRecord cluster, Version since) => Parse(cluster.Request.ReleaseLabel) >= since;

    /// <summary>Auto-termination came to two lines of releases.</summary>
    public static bool HasAutoTermination(string? label) =>
        Parse(label) is { } version && (version >= new Version(6, 1, 0) || (version.Major == 5 && version >= new Version(5, 30, 0)));

    /// <summary>Managed scaling came at the same time as auto-termination, to the same lines of releases.</summary>
    public static bool HasManagedScaling(string? label) => HasAutoTermination(label);

    [GeneratedRegex(@"^emr-(\d{1,3}\.\d{1,3}\.\d{1,3})(-[A-Za-z0-9.-]+)?$")]
    private static partial Regex Label();
}
