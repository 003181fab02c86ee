using MrJob.Local.S3.Http;

namespace MrJob.Local.Tests.S3.Http;

public class S3RoutesTests
{
    [Theory]
    [InlineData("GET", "/", "ListBuckets")]
    [InlineData("POST", "/", null)]
    [InlineData("PUT", "/b", "CreateBucket")]
    [InlineData("GET", "/b", "ListObjects")]
    [InlineData("GET", "/b?list-type=2", "ListObjectsV2")]
    [InlineData("GET", "/b?location", "GetBucketLocation")]
    [InlineData("POST", "/b?delete", "DeleteObjects")]
    [InlineData("POST", "/b", null)]
    [InlineData("GET", "/b?acl", "GetBucketAcl")]
    [InlineData("GET", "/b?versions", "ListObjectVersions")]
    [InlineData("PUT", "/b?publicAccessBlock", "PutPublicAccessBlock")]
    [InlineData("DELETE", "/b?lifecycle", "DeleteBucketLifecycleConfiguration")]
    [InlineData("PUT", "/b/k", "PutObject")]
    [InlineData("PUT", "/b/k?acl", "PutObjectAcl")]
    [InlineData("GET", "/b/k?tagging", "GetObjectTagging")]
    [InlineData("GET", "/b/k?location", "GetObject")]
    [InlineData("PUT", "/b/k?partNumber=1&uploadId=x", "UploadPart")]
    [InlineData("GET", "/b/k?partNumber=1", "GetObject")]
    [InlineData("POST", "/b/k?uploads", "CreateMultipartUpload")]
    [InlineData("POST", "/b/k", null)]
    [InlineData("PATCH", "/b/k", null)]
    public void A_request_is_the_call_that_aws_says(string method, string target, string? name) => NameOf(method, target, isCopy: false).ShouldBe(name);

    [Theory]
    [InlineData("/b/k", "CopyObject")]
    [InlineData("/b/k?partNumber=1&uploadId=x", "UploadPartCopy")]
    public void A_put_with_a_source_is_a_copy(string target, string name) => NameOf("PUT", target, isCopy: true).ShouldBe(name);

    private static string? NameOf(string method, string target, bool isCopy)
    {
        var query = target.Split('?').ElementAtOrDefault(1)?.Split('&') ?? [];
        return S3Routes.NameOf(
            method, S3Target.Parse(target, "localhost"), name => query.Any(part => part.Split('=')[0] == name), isCopy, query.Contains("list-type=2"));
    }
}
