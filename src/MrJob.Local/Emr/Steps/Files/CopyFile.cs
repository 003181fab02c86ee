using MrJob.Local.S3;
using MrJob.Local.Streaming.Input;

namespace MrJob.Local.Emr.Steps.Files;

/// <summary>Copies of files on their way into a file system, which takes a file by moving it.</summary>
/// <param name="folder">For copies that are not finished.</param>
internal sealed class CopyFile(IObjectStore files, string folder)
{
    /// <summary>Makes the path a copy of the file; what was there is replaced.</summary>
    /// <exception cref="IOException">The file cannot be read, or there is no place for it.</exception>
    public async Task ToAsync(string source, HadoopPath target, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var copy = Path.Combine(Directory.CreateDirectory(folder).FullName, Guid.NewGuid().ToString("N"));
        File.Copy(source, copy);
        await files.ImportAsync(target.Bucket, target.Key, copy, cancel);
    }
}
