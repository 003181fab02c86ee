using System.IO.Compression;
using System.Text;
using MrJob.Local.S3;
using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Codecs;
using MrJob.Local.Streaming.Input;
using MrJob.Testing;

namespace MrJob.Local.Tests.Streaming.Input;

public sealed class SplitReaderTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Theory]
    [InlineData("a\nbb\n\nccc\n")]
    [InlineData("a\nbb\nccc")]
    [InlineData("one\r\ntwo\rthree\r\n\r\nfour")]
    [InlineData("\n\n\n")]
    [InlineData("\r\r\n\n\r")]
    [InlineData("a single line")]
    public async Task However_a_file_is_cut_every_line_is_read_once_and_in_order(string text)
    {
        var whole = await ReadAsync(text, [0]);
        for (var first = 1; first < text.Length; first++)
            for (var second = first; second <= text.Length; second++)
                (await ReadAsync(text, [0, first, second])).ShouldBe(whole, $"cut at {first} and {second}");
    }

    [Theory]
    [InlineData("a\r\nb\rc", "a\nb\nc\n", 3)]
    [InlineData("", "", 0)]
    [InlineData("\ufeffa\n", "a\n", 1)] // a byte order mark is no text
    public async Task Every_line_ends_in_one_line_feed(string text, string lines, long records)
    {
        var reader = Reader(text, 0, Encoding.UTF8.GetByteCount(text));
        using var copied = new MemoryStream();
        await reader.CopyToAsync(copied, default);

        Encoding.UTF8.GetString(copied.ToArray()).ShouldBe(lines);
        reader.Records.ShouldBe(records);
    }

    [Fact]
    public async Task Line_ends_are_seen_across_blocks()
    {
        var text = new string('x', (128 << 10) - 1) + "\r\n" + new string('y', (128 << 10) - 2) + "\r\rz";

        (await ReadAsync(text, [0])).ShouldBe(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') + "\n");
    }

    [Fact]
    public async Task Gzip_files_of_several_members_are_read_to_their_end()
    {
        var path = folder.File("f.gz");
        await using (var file = File.Create(path))
            foreach (var part in new[] { "a\nb", "c\nd" })
            {
                await using var member = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
                await member.WriteAsync(Encoding.UTF8.GetBytes(part));
            }

        using var copied = new MemoryStream();
        await new SplitReader(new InputSplit(File_(path), 0, new FileInfo(path).Length, Codec.Gzip), new JobConf([])).CopyToAsync(copied, default);

        Encoding.UTF8.GetString(copied.ToArray()).ShouldBe("a\nbc\nd\n");
    }

    [Theory]
    [InlineData("a\nbb\n\nccc", "0\ta\n2\tbb\n5\t\n6\tccc\n")]
    [InlineData("one\r\ntwo\rthree", "0\tone\n5\ttwo\n9\tthree\n")]
    [InlineData("\ufeffa\nb\n", "0\ta\n5\tb\n")] // the mark's bytes count
    [InlineData("\ufeff", "")]
    [InlineData("", "")]
    public async Task A_lines_offset_is_its_key_however_the_file_is_cut(string text, string records)
    {
        KeyValuePair<string, string> withKeys = new("stream.map.input.ignoreKey", "false");
        (await ReadAsync(text, [0], withKeys)).ShouldBe(records);
        if (!text.StartsWith('\ufeff'))
            for (var cut = 1; cut < text.Length; cut++)
                (await ReadAsync(text, [0, cut], withKeys)).ShouldBe(records, $"cut at {cut}");
    }

    [Theory]
    [InlineData("", "k|v\nno separator|\n|x\ta\n|\n")]
    [InlineData("stream.map.input.ignoreKey=true", "v\n\nx\ta\n\n")]
    [InlineData("mapreduce.input.keyvaluelinerecordreader.key.value.separator=p*", "k\tv|\nno se|arator\n\tx\ta|\n|\n")] // its first character counts
    [InlineData("key.value.separator.in.input.line= ", "k\tv|\nno|separator\n\tx\ta|\n|\n")]
    public async Task Keys_and_values_part_at_the_first_separator(string property, string records)
    {
        KeyValuePair<string, string>[] properties =
        [
            new(InputFormat.Property, InputFormat.KeyValueClass), new("stream.map.input.field.separator", "|"),
            .. property.Split('=', 2) is [var name, var value] ? [KeyValuePair.Create(name, value)] : Array.Empty<KeyValuePair<string, string>>(),
        ];

        (await ReadAsync("k\tv\nno separator\n\tx\ta\n\n", [0, 2, 7], properties)).ShouldBe(records);
    }

    [Fact]
    public async Task Records_of_any_length_keep_their_keys()
    {
        var (longer, big) = (new string('y', 400_000), new string('x', 300_000));
        (await ReadAsync($"{big}\n{longer}\r\nz", [0], new KeyValuePair<string, string>("stream.map.input.ignoreKey", "false")))
            .ShouldBe($"0\t{big}\n300001\t{longer}\n700003\tz\n");
    }

    public void Dispose() => folder.Dispose();

    private async Task<string> ReadAsync(string text, int[] starts, params KeyValuePair<string, string>[] properties)
    {
        using var copied = new MemoryStream();
        for (var i = 0; i < starts.Length; i++)
            await Reader(text, starts[i], (i + 1 < starts.Length ? starts[i + 1] : text.Length) - starts[i], properties).CopyToAsync(copied, default);
        return Encoding.UTF8.GetString(copied.ToArray());
    }

    private SplitReader Reader(string text, long start, long length, params KeyValuePair<string, string>[] properties)
    {
        var path = folder.Write("f", text);
        return new SplitReader(new InputSplit(File_(path), start, length, null), new JobConf(properties));
    }

    private static InputFile File_(string path) => new(new HadoopPath("s3", "b", "f"), new StoredObject("b", "f", path, 0, "", default));
}
