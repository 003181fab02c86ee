using System.Globalization;
using System.Text;
using MrJob.Local.S3;
using MrJob.Local.Streaming.Input;

namespace MrJob.Local.Emr.Steps.Shell;

/// <summary>What <c>hadoop fs -ls</c> prints.</summary>
internal static class FolderListing
{
    /// <summary>A folder's entries, with their number first unless it is listed with all that is below it.</summary>
    public static string OfFolder(HadoopPath path, IEnumerable<StoredObject> below, bool recursive)
    {
        List<InputFile> entries = [.. below.SelectMany(found => Levels(path, found, recursive)).DistinctBy(entry => entry.Path)];
        var head = recursive || entries.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"Found {entries.Count} items\n");
        return entries.Aggregate(new StringBuilder(head), (text, entry) => text.Append(Line(entry))).ToString();
    }

    public static string Line(InputFile entry)
    {
        var (kind, name) = entry.Object.Key.EndsWith('/') ? ("drwxr-xr-x   -", entry.Path) : ("-rw-r--r--   1", entry.Path);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{kind} hadoop hadoop {entry.Object.Size,10} {entry.Object.LastModified.UtcDateTime:yyyy-MM-dd HH:mm} {name}\n");
    }

    /// <summary>The folders on the way to what was found, whose keys end in a slash, and then itself.</summary>
    private static IEnumerable<InputFile> Levels(HadoopPath path, StoredObject found, bool recursive)
    {
        var start = path.FolderPrefix.Length;
        var slash = found.Key.IndexOf('/', start);
        while (slash >= 0)
        {
            yield return new InputFile(path.At(found.Key[..slash]), found with { Key = found.Key[..(slash + 1)], Size = 0 });
            if (!recursive)
                yield break;
            start = slash + 1;
            slash = found.Key.IndexOf('/', start);
        }

        if (found.Key.Length > start)
            yield return new InputFile(path.At(found.Key), found);
    }
}
