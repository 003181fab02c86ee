namespace MrJob.Core.Logs.Search;

/// <summary>Where a log stands in EMR's layout (https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-manage-view-web-log-files.html).</summary>
/// <param name="Folder">The last folder's name: of a step, a container, an attempt or a bootstrap action.</param>
/// <param name="Name"><c>syslog</c>, <c>stderr</c>, <c>stdout</c> or <c>controller</c>, whether compressed, rotated or neither.</param>
/// <param name="IsRotated">It has an older part of the log, as <c>syslog.2026-01-01-05.gz</c>.</param>
internal sealed record LogPath(LogFile File, string Folder, string Name, bool IsRotated)
{
    public static LogPath Of(LogFile file)
    {
        var slash = file.Uri.LastIndexOf('/');
        var folder = slash > 0 ? file.Uri[(file.Uri.LastIndexOf('/', slash - 1) + 1)..slash] : "";
        var name = file.Uri[(slash + 1)..];
        if (name.EndsWith(".gz", StringComparison.Ordinal))
            name = name[..^3];
        var dot = name.IndexOf('.');
        var isRotated = dot >= 0 && dot + 1 < name.Length && char.IsAsciiDigit(name[dot + 1]); // syslog.shuffle is another log
        return new(file, folder, isRotated ? name[..dot] : name, isRotated);
    }
}
