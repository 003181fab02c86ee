using MrJob.Core.Storage;

namespace MrJob.Core.Tests.Storage;

public class S3UriTests
{
    [Theory]
    [InlineData("s3://bucket/a/b", "bucket", "a/b")]
    [InlineData("s3a://bucket/a b+%", "bucket", "a b+%")]
    [InlineData("s3n://bucket", "bucket", "")]
    [InlineData("s3://bucket//a", "bucket", "/a")]
    [InlineData("S3A://bucket/", "bucket", "")]
    [InlineData("S3://my.bucket-1/a//b/../c/./", "my.bucket-1", "a//b/../c/./")]
    [InlineData("s3://bucket/100% #1?x=y+z&%2F", "bucket", "100% #1?x=y+z&%2F")]
    [InlineData("s3://bucket/日本/😀", "bucket", "日本/😀")]
    [InlineData("s3://bucket/s3://other/key", "bucket", "s3://other/key")]
    public void An_S3_uri_has_a_bucket_and_a_key_as_it_is(string text, string bucket, string key) =>
        S3Uri.Parse(text).ShouldBe(new(bucket, key));

    [Theory]
    [InlineData("")]
    [InlineData("s3:///key")]
    [InlineData("/tmp/file")]
    [InlineData("http://bucket/key")]
    [InlineData("s3://")]
    [InlineData("s3:/bucket/key")]
    [InlineData("s3b://bucket/key")]
    [InlineData(" s3://bucket/key")]
    public void What_is_no_S3_uri_is_refused_by_name(string text) =>
        Should.Throw<FormatException>(() => S3Uri.Parse(text)).Message.ShouldContain($"'{text}'");

    [Theory]
    [InlineData("b", "", "s3://b/")]
    [InlineData("b", "a b/c%20#?", "s3://b/a b/c%20#?")]
    [InlineData("b", "//", "s3://b///")]
    public void What_is_written_is_read_again_as_the_same(string bucket, string key, string text)
    {
        new S3Uri(bucket, key).ToString().ShouldBe(text);
        S3Uri.Parse(text).ShouldBe(new(bucket, key));
    }

    [Theory]
    [InlineData("s3://b/data", "s3://b/data", true)]
    [InlineData("s3://b/data", "s3://b/data/x", true)]
    [InlineData("s3://b/data", "s3://b/data-old", false)]
    [InlineData("s3://b/data", "s3://b/data-old/x", false)]
    [InlineData("s3://b/data/", "s3://b/data/x/y", true)]
    [InlineData("s3://b/data/", "s3://b/data", false)]
    [InlineData("s3://b", "s3://b/x", true)]
    [InlineData("s3://b", "s3://c/x", false)]
    public void A_folder_ends_at_a_slash(string folder, string other, bool holds) => S3Uri.Parse(folder).Holds(S3Uri.Parse(other)).ShouldBe(holds);

    [Theory]
    [InlineData("s3://b", "", true)]
    [InlineData("s3://b/a/", "", true)]
    [InlineData("s3://b/a/x", "x", false)]
    public void A_bucket_is_a_folder(string text, string name, bool isFolder)
    {
        S3Uri.Parse(text).Name.ShouldBe(name);
        S3Uri.Parse(text).IsFolder.ShouldBe(isFolder);
    }

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
