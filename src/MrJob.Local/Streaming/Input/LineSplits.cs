using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Codecs;

namespace MrJob.Local.Streaming.Input;

/// <summary>Cuts files after every N lines, as Hadoop's <c>NLineInputFormat</c> does.</summary>
internal static class LineSplits
{
    public const string LinesPerMap = "mapreduce.input.lineinputformat.linespermap";

    /// <summary>
    /// The splits of a file; an empty one has none. Each ends a byte before its last line does and begins where the one before ends:
    /// a split's reader takes the line that begins at its end, too, and leaves out the rest of the line that it begins in.
    /// </summary>
    /// <exception cref="StreamingClientException">The file is compressed: Hadoop would count lines in the compressed bytes.</exception>
    public static IEnumerable<InputSplit> Cut(InputFile file, long lines)
    {
        if (Codec.OfFile(file.Path.Name) is { } codec)
            throw StreamingClientException.NotSupported($"NLineInputFormat with input compressed as {codec.Ending}: {file.Path}");
        var begin = 0L;
        foreach (var end in LineEndsOf(file).Where((_, i) => (i + 1) % lines == 0).Append(file.Object.Size))
        {
            if (end > begin)
                yield return begin == 0 ? new InputSplit(file, 0, end - 1, null) : new InputSplit(file, begin - 1, end - begin, null);
            begin = end;
        }
    }

    /// <summary>The offset after each line.</summary>
    private static IEnumerable<long> LineEndsOf(InputFile file)
    {
        using var content = File.OpenRead(file.Object.File);
        var block = new byte[64 << 10];
        var (at, afterReturn) = (0L, false);
        while (content.Read(block) is > 0 and var read)
        {
            for (var i = 0; i < read; i++)
            {
                if (afterReturn && block[i] != '\n')
                    yield return at + i;
                if (block[i] == '\n')
                    yield return at + i + 1;
                afterReturn = block[i] == '\r';
            }

            at += read;
        }

        if (afterReturn)
            yield return at;
    }
}
