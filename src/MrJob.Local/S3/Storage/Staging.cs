namespace MrJob.Local.S3.Storage;

/// <summary>
/// The folder where bodies arrive before they become objects, on the objects' own file system so that a rename is all that is left
/// to do. What is in it when the store opens was never answered for.
/// </summary>
internal sealed class Staging(string folder)
{
    /// <summary>A path in the folder where nothing is yet.</summary>
    public string NewFile() => Path.Combine(folder, Guid.NewGuid().ToString("N"));

    /// <summary>Opens a new file for writing.</summary>
    public FileStream Create() =>
        new(NewFile(), FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);

    public string PathOf(string name) => Path.Combine(folder, name);

    public void Clear()
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            File.Delete(file);
    }
}
