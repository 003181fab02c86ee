using MrJob.Local.S3;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.Tests.S3.Storage;

public class S3NamesTests
{
    [Theory]
    [InlineData("abc")]
    [InlineData("my-data.2026")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890ab")]
    public void A_bucket_name_by_the_rules_is_taken(string name) => S3Names.IsBucketName(name).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890abc")]
    [InlineData("Upper")]
    [InlineData("under_score")]
    [InlineData("-abc")]
    [InlineData("abc-")]
    [InlineData(".index")]
    [InlineData("a..b")]
    [InlineData("..")]
    [InlineData("192.168.1.1")]
    [InlineData("xn--abc")]
    [InlineData("abc-s3alias")]
    [InlineData("abc\n")]
    public void A_bucket_name_against_the_rules_is_not(string name) => S3Names.IsBucketName(name).ShouldBeFalse();

    [Fact]
    public void A_key_may_have_1024_bytes() => S3Names.CheckKey(string.Concat(Enumerable.Repeat("é", 512)));

    [Fact]
    public void A_longer_key_is_refused() =>
        Should.Throw<S3Exception>(() => S3Names.CheckKey(string.Concat(Enumerable.Repeat("é", 512)) + "x")).Code.ShouldBe("KeyTooLongError");

    [Fact]
    public void A_key_that_is_not_unicode_is_refused() =>
        Should.Throw<S3Exception>(() => S3Names.CheckKey("a\uD800")).Code.ShouldBe("InvalidURI");
}
