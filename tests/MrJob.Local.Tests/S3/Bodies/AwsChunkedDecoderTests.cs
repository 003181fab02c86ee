using System.Buffers;
using System.Text;
using MrJob.Local.S3;
using MrJob.Local.S3.Bodies;

namespace MrJob.Local.Tests.S3.Bodies;

public class AwsChunkedDecoderTests
{
    private const string Signed =
        "5;chunk-signature=aaaa\r\nhello\r\n6;chunk-signature=bbbb\r\n\r\nworl\r\n0;chunk-signature=cccc\r\n" +
        "x-amz-checksum-crc32:AAAAAA==\r\nx-amz-trailer-signature:dddd\r\n\r\n";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Content_and_trailers_come_out_however_the_bytes_come_in(int pieceSize)
    {
        var (content, decoder) = Decode(Signed, pieceSize);

        content.ShouldBe("hello\r\nworl");
        decoder.IsFinished.ShouldBeTrue();
        decoder.Trailers["X-Amz-Checksum-Crc32"].ShouldBe("AAAAAA==");
    }

    [Theory]
    [InlineData("0\r\n\r\n", "")]
    [InlineData("3\r\nabc\r\n0\r\n\r\n", "abc")]
    [InlineData("3\r\nabc\r\n0\r\n", "abc")]
    [InlineData("A\r\n0123456789\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\n\r\n\r\n", "0123456789")]
    public void Frames_without_signatures_and_with_careless_ends_are_read(string body, string content)
    {
        var (read, decoder) = Decode(body, 1000);

        read.ShouldBe(content);
        decoder.IsFinished.ShouldBeTrue();
    }

    [Theory]
    [InlineData("5\r\nhel")]
    [InlineData("5\r\nhello\r\n")]
    [InlineData("5\r\nhello")]
    [InlineData("")]
    public void A_body_that_ends_early_is_not_finished(string body) => Decode(body, 1000).Decoder.IsFinished.ShouldBeFalse();

    [Theory]
    [InlineData("xyz\r\nabc\r\n")]
    [InlineData("-1\r\nabc\r\n")]
    [InlineData("FFFFFFFFFFFFFFFF\r\nabc\r\n")]
    [InlineData("2\r\nabc\r\n0\r\n\r\n")]
    [InlineData("0\r\nno colon\r\n")]
    public void Broken_frames_are_refused(string body) => Should.Throw<S3Exception>(() => Decode(body, 1000)).Status.ShouldBe(400);

    [Fact]
    public void An_endless_line_is_refused() => Should.Throw<S3Exception>(() => Decode(new string('1', 10_000), 10_000));

    private static (string Content, AwsChunkedDecoder Decoder) Decode(string body, int pieceSize)
    {
        var decoder = new AwsChunkedDecoder();
        var content = new StringBuilder();
        byte[] waiting = [];
        foreach (var piece in Encoding.ASCII.GetBytes(body).Chunk(pieceSize))
        {
            var input = new ReadOnlySequence<byte>([.. waiting, .. piece]);
            while (decoder.TryRead(ref input, out var part))
                content.Append(Encoding.ASCII.GetString(part));
            waiting = input.ToArray();
        }
        return (content.ToString(), decoder);
    }
}
