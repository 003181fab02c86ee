namespace MrJob.Core.Clusters;

/// <summary>What an EMR release can do.</summary>
internal static class ReleaseLabels
{
    /// <summary>Auto-termination policies came with emr-5.30.0 and emr-6.1.0 (EMR's release notes).</summary>
    public static bool HasAutoTermination(string label) =>
        Version.TryParse(label.StartsWith("emr-", StringComparison.Ordinal) ? label[4..] : label, out var version)
        && (version.Major == 5 ? version.Minor >= 30 : version >= new Version(6, 1));
}
