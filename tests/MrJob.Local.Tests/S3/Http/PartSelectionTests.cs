using System.Xml.Linq;
using MrJob.Local.S3;
using MrJob.Local.S3.Http;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.Tests.S3.Http;

public class PartSelectionTests
{
    private const long Big = 5 << 20;

    [Fact]
    public void Parts_may_be_left_out_and_only_the_last_may_be_small() =>
        PartSelection.Choose([Part(1, Big), Part(2, Big), Part(7, 1)], [new(1, "tag1"), new(7, "tag7")]).Select(part => part.Number).ShouldBe([1, 7]);

    [Fact]
    public void Parts_come_in_order() => Code([Part(1, Big), Part(2, Big)], new(2, "tag2"), new(1, "tag1")).ShouldBe("InvalidPartOrder");

    [Fact]
    public void A_part_is_named_with_the_etag_it_has() => Code([Part(1, Big)], new ChosenPart(1, "other")).ShouldBe("InvalidPart");

    [Fact]
    public void A_part_is_named_with_the_checksum_it_has() => Code([Part(1, Big)], new ChosenPart(1, "tag1", "AAAAAA==")).ShouldBe("InvalidPart");

    [Fact]
    public void A_part_must_be_there() => Code([Part(1, Big)], new(1, "tag1"), new(2, "tag2")).ShouldBe("InvalidPart");

    [Fact]
    public void A_small_part_before_the_last_is_refused() => Code([Part(1, Big - 1), Part(2, 1)], new(1, "tag1"), new(2, "tag2")).ShouldBe("EntityTooSmall");

    [Theory]
    [InlineData("<C/>")]
    [InlineData("<C><Part><PartNumber>1</PartNumber></Part></C>")]
    [InlineData("<C><Part><PartNumber>one</PartNumber><ETag>x</ETag></Part></C>")]
    public void What_names_no_parts_is_malformed(string xml) =>
        Should.Throw<S3Exception>(() => PartSelection.Parse(XElement.Parse(xml))).Code.ShouldBe("MalformedXML");

    private static UploadedPart Part(int number, long size) => new(number, $"tag{number}", [1, 2, 3, 4], size, default, "");

    private static string Code(UploadedPart[] uploaded, params ChosenPart[] chosen) =>
        Should.Throw<S3Exception>(() => PartSelection.Choose(uploaded, chosen)).Code;
}
