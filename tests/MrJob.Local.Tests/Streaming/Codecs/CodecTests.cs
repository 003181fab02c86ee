using System.Text;
using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Codecs;

namespace MrJob.Local.Tests.Streaming.Codecs;

public class CodecTests
{
    /// <summary><c>hello</c> and LF, compressed by bzip2 itself.</summary>
    private const string Hello = "425A6839314159265359C1C080E2000001410000100244A00030CD00C3462997177245385090C1C080E2";

    public static TheoryData<string> Endings => [".gz", ".bz2", ".deflate"];

    [Fact]
    public void What_bzip2_wrote_is_read_all_members_of_it() => Read(Codec.BZip2, Convert.FromHexString(Hello + Hello)).ShouldBe("hello\nhello\n");

    [Theory, MemberData(nameof(Endings))]
    public void What_is_written_is_read_again(string ending)
    {
        var (codec, text) = (Codec.OfFile("x" + ending)!, string.Concat(Enumerable.Range(0, 50_000).Select(i => $"line {i}\n")));

        Read(codec, Write(codec, text)).ShouldBe(text);
    }

    [Theory, MemberData(nameof(Endings))]
    public void A_file_of_nothing_is_a_whole_file(string ending)
    {
        var codec = Codec.OfFile("x" + ending)!;

        Read(codec, codec.Empty).ShouldBe("");
        codec.Empty.ShouldBe(Write(codec, "x")[..2].Concat(codec.Empty[2..])); // the same marks at its start
    }

    [Theory, MemberData(nameof(Endings))]
    public void A_file_that_was_cut_off_is_no_shorter_file(string ending)
    {
        var codec = Codec.OfFile("x" + ending)!;
        var whole = Write(codec, new string('x', 100_000) + Guid.Empty);
        foreach (var length in new[] { whole.Length - 1, whole.Length / 2, 3 })
            Should.Throw<InvalidDataException>(() => Read(codec, whole[..length]), $"{length} of {whole.Length}");
    }

    [Theory, MemberData(nameof(Endings))]
    public void What_is_no_such_file_is_refused(string ending) =>
        Should.Throw<InvalidDataException>(() => Read(Codec.OfFile("x" + ending)!, "plain text, not compressed"u8.ToArray()));

    [Fact]
    public void Codecs_go_by_Hadoops_classes()
    {
        Codec.OfClass("org.apache.hadoop.io.compress.GzipCodec").ShouldBe(Codec.Gzip);
        Codec.OfClass("org.apache.hadoop.io.compress.BZip2Codec").ShouldBe(Codec.BZip2);
        Codec.OfClass("org.apache.hadoop.io.compress.DefaultCodec").ShouldBe(Codec.Deflate);
        Should.Throw<StreamingClientException>(() => Codec.OfClass("org.apache.hadoop.io.compress.SnappyCodec")).Message
            .ShouldStartWith("not supported yet by the local EMR: output compressed by org.apache.hadoop.io.compress.SnappyCodec; ");
    }

    private static string Read(Codec codec, byte[] file)
    {
        using var text = new StreamReader(codec.Reader(new MemoryStream(file)));
        return text.ReadToEnd();
    }

    private static byte[] Write(Codec codec, string text)
    {
        using var file = new MemoryStream();
        using (var writer = codec.Writer(file))
            writer.Write(Encoding.UTF8.GetBytes(text));
        return file.ToArray();
    }
}
