using System.Text;
using MrJob.Local.Streaming.Codecs;
using MrJob.Local.Streaming.Records;
using MrJob.Testing;

namespace MrJob.Local.Tests.Streaming.Records;

public sealed class TextOutputFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public void Records_are_key_separator_value_and_line_feed()
    {
        Write(new PartFormat(true, null), "a\tb", "c").ShouldBe((2, 7));

        File.ReadAllText(folder.File("part")).ShouldBe("a|b\nc|\n");
    }

    [Fact]
    public void Records_of_any_length_come_out_whole_and_in_order()
    {
        string[] lines = [.. Enumerable.Range(0, 40).Select(i => new string((char)('a' + (i % 26)), i % 7 == 3 ? 300_000 : 60_000))];

        Write(new PartFormat(true, null), lines);

        File.ReadAllText(folder.File("part")).ShouldBe(string.Concat(lines.Select(line => line + "|\n")));
    }

    [Theory]
    [InlineData("a")]
    [InlineData]
    public void Compressed_files_count_the_bytes_that_they_have(params string[] lines)
    {
        foreach (var ending in new[] { "x.gz", "x.bz2", "x.deflate" })
        {
            var codec = Codec.OfFile(ending)!;
            Write(new PartFormat(true, codec), lines).ShouldBe((lines.Length, new FileInfo(folder.File("part")).Length));

            using var text = new StreamReader(codec.Reader(File.OpenRead(folder.File("part"))));
            text.ReadToEnd().ShouldBe(string.Concat(lines.Select(line => line + "|\n")));
        }
    }

    [Fact]
    public void Records_for_no_output_are_counted_and_dropped() => Write(new PartFormat(false, null), "a", "b").ShouldBe((2, 0));

    public void Dispose() => folder.Dispose();

    private (long Records, long Bytes) Write(PartFormat format, params string[] lines)
    {
        using var part = new TextOutputFile(folder.File("part"), FieldSplit.At("\t", 1), "|"u8.ToArray(), format);
        foreach (var line in lines)
            part.WriteLine(Encoding.UTF8.GetBytes(line));
        part.Finish();
        return (part.Records, part.Bytes);
    }
}
