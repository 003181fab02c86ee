namespace MrJob.Local.S3.Storage;

/// <summary>
/// Where a new object's file goes. S3 has no folders, so both <c>a</c> and <c>a/b</c> may be objects; whichever comes second
/// gives way with a marked name, so that no file has to move for another's sake.
/// </summary>
internal static class FilePlacement
{
    /// <summary>The path of the file, relative to the bucket, with <c>/</c> between names.</summary>
    /// <param name="names">From <see cref="FileNames.Encode"/>.</param>
    /// <param name="isFile">Whether there is a file at a path.</param>
    /// <param name="isFolder">Whether there is a folder at a path.</param>
    public static string Choose(IReadOnlyList<string> names, Func<string, bool> isFile, Func<string, bool> isFolder)
    {
        var folder = "";
        foreach (var name in names.SkipLast(1))
            folder += (isFile(folder + name) ? name + FileNames.FolderMark : name) + "/";
        var file = folder + names[^1];
        return isFolder(file) ? file + FileNames.FileMark : file;
    }
}
