using MrJob.Local.S3;
using MrJob.Local.S3.Http;

namespace MrJob.Local.Tests.S3.Http;

public class S3TargetTests
{
    [Theory]
    [InlineData("/", null, null)]
    [InlineData("/?x-id=ListBuckets", null, null)]
    [InlineData("/bucket", "bucket", null)]
    [InlineData("/bucket/", "bucket", null)]
    [InlineData("/bucket/key?versionId=null", "bucket", "key")]
    [InlineData("/bucket/a//b", "bucket", "a//b")]
    [InlineData("/bucket//", "bucket", "/")]
    [InlineData("/bucket/a/../x", "bucket", "a/../x")]
    [InlineData("/bucket/a%2Fb%20c+d%25", "bucket", "a/b c+d%")]
    [InlineData("/bucket/%E6%97%A5%F0%9F%98%80", "bucket", "日😀")]
    [InlineData("http://127.0.0.1:4566/bucket/key", "bucket", "key")]
    [InlineData("http://127.0.0.1:4566", null, null)]
    public void The_path_is_bucket_and_key_as_sent(string target, string? bucket, string? key) =>
        S3Target.Parse(target, "127.0.0.1").ShouldBe(new(bucket, key));

    [Theory]
    [InlineData("my.bucket.localhost", "/a/b", "my.bucket", "a/b")]
    [InlineData("bucket.s3.localhost", "/a", "bucket", "a")]
    [InlineData("bucket.localhost", "/", "bucket", null)]
    [InlineData("s3.localhost", "/bucket/a", "bucket", "a")]
    [InlineData("localhost", "/bucket/a", "bucket", "a")]
    public void The_host_may_name_the_bucket(string host, string target, string bucket, string? key) =>
        S3Target.Parse(target, host).ShouldBe(new(bucket, key));

    [Theory]
    [InlineData("/bucket/%")]
    [InlineData("/bucket/%2")]
    [InlineData("/bucket/%zz")]
    [InlineData("/bucket/%FF")]
    [InlineData("/bucket/%ED%A0%80")]
    public void What_is_not_encoded_utf8_is_refused(string target) =>
        Should.Throw<S3Exception>(() => S3Target.Parse(target, "localhost")).Code.ShouldBe("InvalidURI");
}
