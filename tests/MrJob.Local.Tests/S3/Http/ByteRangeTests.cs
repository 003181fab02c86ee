using MrJob.Local.S3;
using MrJob.Local.S3.Http;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.Tests.S3.Http;

public class ByteRangeTests
{
    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=2-4", 2, 3)]
    [InlineData("bytes=7-", 7, 3)]
    [InlineData("bytes=7-100", 7, 3)]
    [InlineData("bytes=-4", 6, 4)]
    [InlineData("bytes=-100", 0, 10)]
    public void A_range_of_ten_bytes_is_cut_to_what_there_is(string header, long start, long length) =>
        ByteRange.Parse(header, 10).ShouldBe(new ByteRange(start, length));

    [Theory]
    [InlineData("")]
    [InlineData("bytes=")]
    [InlineData("bytes=-")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=4-2")]
    [InlineData("bytes=0-1,4-5")]
    [InlineData("lines=0-1")]
    public void What_is_no_single_range_asks_for_the_whole(string header) => ByteRange.Parse(header, 10).ShouldBeNull();

    [Theory]
    [InlineData("bytes=10-", 10)]
    [InlineData("bytes=0-", 0)]
    [InlineData("bytes=-0", 10)]
    public void A_range_that_is_not_there_is_refused(string header, long size) =>
        Should.Throw<S3Exception>(() => ByteRange.Parse(header, size)).Code.ShouldBe("InvalidRange");

    [Fact]
    public void A_part_lies_behind_those_before_it()
    {
        var entry = new ObjectEntry("k", "k", 12, "", default, 0, new Dictionary<string, string>(), Parts: [5, 4, 3]);

        ByteRange.OfPart(2, entry).ShouldBe(new(5, 4));
        ByteRange.OfPart(1, entry with { Parts = null }).ShouldBe(new(0, 12));
        Should.Throw<S3Exception>(() => ByteRange.OfPart(4, entry)).Code.ShouldBe("InvalidPartNumber");
    }
}
