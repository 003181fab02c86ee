using System.Text;
using MrJob.Local.S3;
using MrJob.Local.S3.Bodies;

namespace MrJob.Local.Tests.S3.Bodies;

public class ChecksumKindTests
{
    // The check values of the CRC catalogue, and FIPS 180's for the hashes, of "123456789".
    [Theory]
    [InlineData("CRC32", "CBF43926")]
    [InlineData("CRC32C", "E3069283")]
    [InlineData("CRC64NVME", "AE8B14860A799888")]
    [InlineData("SHA1", "F7C3BC1D808E04732ADF679965CCC34CA7AE3441")]
    [InlineData("SHA256", "15E2B0D3C33891EBB0F1EF609EC419420C20E320CE94C65FBC8C3312448EB225")]
    public void A_checksum_is_the_published_one(string name, string hex)
    {
        using var digest = ChecksumKind.Named(name).Begin();
        digest.Append("123456789"u8);

        Convert.ToHexString(digest.Finish()).ShouldBe(hex);
    }

    [Fact]
    public void A_checksum_does_not_depend_on_how_the_data_comes()
    {
        var data = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 100)));
        foreach (var kind in ChecksumKind.All)
        {
            using var whole = kind.Begin();
            using var pieces = kind.Begin();
            whole.Append(data);
            foreach (var piece in data.Chunk(7))
                pieces.Append(piece);

            pieces.Finish().ShouldBe(whole.Finish(), kind.Name);
        }
    }

    [Theory]
    [InlineData("not base64")]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAA=")]
    public void A_value_of_another_length_is_refused(string value) =>
        Should.Throw<S3Exception>(() => ChecksumKind.Named("crc32").Parse(value)).Message.ShouldContain("x-amz-checksum-crc32");

    [Fact]
    public void An_unknown_algorithm_is_refused_with_those_that_there_are() =>
        Should.Throw<S3Exception>(() => ChecksumKind.Named("MD4")).Message.ShouldContain("CRC64NVME");
}
