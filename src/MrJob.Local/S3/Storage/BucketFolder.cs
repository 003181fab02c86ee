using System.Text;

namespace MrJob.Local.S3.Storage;

/// <summary>The files of a bucket's objects, where a person finds them. Not thread-safe.</summary>
/// <param name="foldsCase">Whether the file system takes <c>A</c> for <c>a</c>.</param>
internal sealed class BucketFolder(string root, bool foldsCase)
{
    /// <summary>In bytes. What the system calls take (PATH_MAX), less the zero at its end; Windows takes more.</summary>
    private static readonly int LongestPath = OperatingSystem.IsMacOS() ? 1023 : 4095;

    public string Root => root;

    public string PathOf(string file) => Path.Combine(root, file);

    /// <summary>Chooses the file for a new key and makes the folders on its way.</summary>
    public string Prepare(string key)
    {
        var file = FilePlacement.Choose(
            FileNames.Encode(key, foldsCase), path => File.Exists(PathOf(path)), path => Directory.Exists(PathOf(path)));
        if (Encoding.UTF8.GetByteCount(PathOf(file)) > LongestPath)
            file = FileNames.Hashed(key);
        CreateFolderOf(file);
        return file;
    }

    /// <summary>Puts the staged file in the place of the object's.</summary>
    public void Take(string staged, string file)
    {
        try
        {
            File.Move(staged, PathOf(file), overwrite: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody took the folder away by hand, and the object in it: that is no reason not to write it again.
            CreateFolderOf(file);
            File.Move(staged, PathOf(file), overwrite: true);
        }
    }

    /// <summary>Removes the file, and the folders that nothing else is in. Does nothing where they are gone.</summary>
    public void Remove(string file)
    {
        if (File.Exists(PathOf(file)))
            File.Delete(PathOf(file));
        for (var slash = file.LastIndexOf('/'); slash > 0; slash = file.LastIndexOf('/', slash - 1))
            if (!TryRemoveEmpty(PathOf(file[..slash])))
                return;
    }

    /// <summary>Removes the bucket's folder, unless somebody put files of their own there.</summary>
    public void RemoveSelf()
    {
        if (!Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Any())
            Directory.Delete(root, recursive: true);
    }

    private void CreateFolderOf(string file) => Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);

    private static bool TryRemoveEmpty(string folder)
    {
        if (Directory.Exists(folder))
        {
            if (Directory.EnumerateFileSystemEntries(folder).Any())
                return false;
            Directory.Delete(folder);
        }
        return true;
    }
}
