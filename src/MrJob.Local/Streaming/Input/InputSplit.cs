namespace MrJob.Local.Streaming.Input;

/// <summary>A range of a file, for one map task. Which lines belong to it, <see cref="SplitLines"/> decides.</summary>
/// <param name="Compression">How the file is compressed, by its name's ending; such a file is one split.</param>
internal sealed record InputSplit(InputFile File, long Start, long Length, Compression Compression)
{
    /// <summary>As Hadoop logs it.</summary>
    public override string ToString() => $"{File.Path}:{Start}+{Length}";
}

/// <summary>The compressions that are read.</summary>
internal enum Compression
{
    None,
    Gzip,
    Deflate,
}
