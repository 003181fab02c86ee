using System.Text;
using MrJob.Local.S3;
using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Input;
using MrJob.Testing;

namespace MrJob.Local.Tests.Streaming.Input;

/// <summary>Worked out by hand from <c>NLineInputFormat.getSplitsForFile</c>.</summary>
public sealed class LineSplitsTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Theory]
    [InlineData("a\nbb\nccc\n", 1, "0+1 1+3 4+4", "a|bb|ccc")]
    [InlineData("a\nbb\nccc\n", 2, "0+4 4+4", "a bb|ccc")]
    [InlineData("a\nbb\nccc", 2, "0+4 4+3", "a bb|ccc")] // the last line needs no end
    [InlineData("a\nbb\nccc\n", 9, "0+8", "a bb ccc")]
    [InlineData("a\r\nb\rc\n\n", 1, "0+2 2+2 4+2 6+1", "a|b|c|")]
    [InlineData("a\r", 1, "0+1", "a")]
    [InlineData("", 1, "", "")]
    public async Task Every_map_task_gets_so_many_lines(string text, int lines, string splits, string maps)
    {
        var file = File_("f", text);
        var cut = LineSplits.Cut(file, lines).ToList();

        string.Join(' ', cut.Select(split => $"{split.Start}+{split.Length}")).ShouldBe(splits);
        var read = new List<string>();
        foreach (var split in cut)
            read.Add(await ReadAsync(split));
        string.Join('|', read).ShouldBe(maps);
    }

    [Fact]
    public async Task Line_ends_are_found_across_blocks()
    {
        var file = File_("f", new string('x', (64 << 10) - 1) + "\r\n" + new string('y', 64 << 10) + "\nz\n");

        var cut = LineSplits.Cut(file, 1).ToList();

        cut.Select(split => split.Length).ShouldBe([(64 << 10), (64 << 10) + 1, 2]);
        (await ReadAsync(cut[2])).ShouldBe("z");
    }

    [Fact]
    public void Biggest_splits_are_the_first_map_tasks() =>
        InputSplits.Compute([File_("f", "a\nbb\nccc\n")], new JobConf([new(InputFormat.Property, InputFormat.NLineClass)]), maps: 1)
            .Select(split => split.Start).ShouldBe([4, 1, 0]);

    [Fact]
    public void Compressed_files_are_refused() =>
        Should.Throw<StreamingClientException>(() => LineSplits.Cut(File_("f.gz", ""), 1).ToList()).Message
            .ShouldBe("not supported yet by the local EMR: NLineInputFormat with input compressed as .gz: s3://b/f.gz");

    public void Dispose() => folder.Dispose();

    private static async Task<string> ReadAsync(InputSplit split)
    {
        using var copied = new MemoryStream();
        await new SplitReader(split, new JobConf([])).CopyToAsync(copied, default);
        return Encoding.UTF8.GetString(copied.ToArray()).TrimEnd('\n').Replace('\n', ' ');
    }

    private InputFile File_(string name, string text)
    {
        var path = folder.Write(name, text);
        return new InputFile(new HadoopPath("s3", "b", name), new StoredObject("b", name, path, new FileInfo(path).Length, "", default));
    }
}
