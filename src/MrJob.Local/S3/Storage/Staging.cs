using System.Buffers;
using Microsoft.Win32.SafeHandles;

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
    public StagedFile Create() => new(NewFile());

    public string PathOf(string name) => Path.Combine(folder, name);

    public void Clear()
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            File.Delete(file);
    }
}

/// <summary>A new file that content is added to. Nothing is buffered.</summary>
internal sealed class StagedFile(string path) : IDisposable
{
    private readonly SafeFileHandle _file =
        File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);

    private long _length;

    public string Path => path;

    /// <summary>The pieces, however many, in one system call: a request's body comes in pieces of 4 KB.</summary>
    public void Append(ReadOnlySequence<byte> content)
    {
        if (content.IsSingleSegment)
            RandomAccess.Write(_file, content.FirstSpan, _length);
        else
            RandomAccess.Write(_file, Pieces(content), _length);
        _length += content.Length;
    }

    public void Dispose() => _file.Dispose();

    private static List<ReadOnlyMemory<byte>> Pieces(ReadOnlySequence<byte> content)
    {
        var pieces = new List<ReadOnlyMemory<byte>>();
        foreach (var piece in content)
            pieces.Add(piece);
        return pieces;
    }
}
