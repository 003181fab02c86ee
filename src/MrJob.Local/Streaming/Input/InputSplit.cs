using MrJob.Local.Streaming.Codecs;

namespace MrJob.Local.Streaming.Input;

/// <summary>A range of a file, for one map task. Which lines belong to it, <see cref="SplitRange"/> decides.</summary>
/// <param name="Codec">How the file is compressed; such a file is one split.</param>
internal sealed record InputSplit(InputFile File, long Start, long Length, Codec? Codec)
{
    /// <summary>As Hadoop logs it.</summary>
    public override string ToString() => $"{File.Path}:{Start}+{Length}";
}
