using MrJob.Core.Storage;

namespace MrJob.Core.Tests.Storage;

public class S3UriTests
{
    [Theory]
    [InlineData("s3://bucket/a/b", "bucket", "a/b")]
    [InlineData("s3a://bucket/a b+%", "bucket", "a b+%")]
    [InlineData("s3n://bucket", "bucket", "")]
    [InlineData("s3://bucket//a", "bucket", "/a")]
    public void An_S3_uri_has_a_bucket_and_a_key_as_it_is(string text, string bucket, string key) =>
        S3Uri.Parse(text).ShouldBe(new(bucket, key));

    [Theory]
    [InlineData("")]
    [InlineData("s3:///key")]
    [InlineData("/tmp/file")]
    [InlineData("http://bucket/key")]
    public void What_is_no_S3_uri_is_refused_by_name(string text) =>
        Should.Throw<FormatException>(() => S3Uri.Parse(text)).Message.ShouldContain($"'{text}'");

    [Fact]
    public void A_name_goes_below_a_folder_with_or_without_its_slash()
    {
        (S3Uri.Parse("s3://b/dir") / "x").ToString().ShouldBe("s3://b/dir/x");
        (S3Uri.Parse("s3://b/dir/") / "x").ToString().ShouldBe("s3://b/dir/x");
        (S3Uri.Parse("s3://b") / "x").ToString().ShouldBe("s3://b/x");
    }

    [Theory]
    [InlineData("part-00000", true)]
    [InlineData("sub/part-00000", true)]
    [InlineData("_SUCCESS", false)]
    [InlineData("sub/.crc", false)]
    [InlineData("sub/", false)]
    [InlineData("dir_$folder$", false)]
    public void Readers_skip_what_Hadoop_hides(string key, bool isData) => S3Uri.IsData(key).ShouldBe(isData);
}
