using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace MrJob.Local.Tests.S3;

/// <summary>Buckets and their listings, over HTTP, through the official client.</summary>
public class S3BucketTests
{
    [Fact]
    public async Task A_bucket_is_created_found_and_deleted()
    {
        await using var s3 = await LocalS3.StartAsync();

        await s3.Client.PutBucketAsync("my-data");
        await s3.Client.PutBucketAsync("my-data");

        (await s3.Client.ListBucketsAsync()).Buckets.Select(bucket => bucket.BucketName).ShouldBe(["my-data"]);
        (await s3.Client.GetBucketLocationAsync("my-data")).Location.Value.ShouldBe("");
        await s3.Client.HeadBucketAsync(new() { BucketName = "my-data" });
        await s3.Client.DeleteBucketAsync("my-data");
        (await Refused(() => s3.Client.ListObjectsV2Async(new() { BucketName = "my-data" }))).ErrorCode.ShouldBe("NoSuchBucket");
        (await Refused(() => s3.Client.HeadBucketAsync(new() { BucketName = "my-data" }))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_bucket_with_a_location_is_created_once()
    {
        await using var s3 = await LocalS3.StartAsync();
        var request = new PutBucketRequest { BucketName = "my-data", PutBucketConfiguration = new() { LocationConstraint = "eu-west-1" } };
        await s3.Client.PutBucketAsync(request);

        var refusal = await Refused(() => s3.Client.PutBucketAsync(request));

        refusal.ErrorCode.ShouldBe("BucketAlreadyOwnedByYou");
        refusal.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Buckets_are_listed_in_pages_and_by_prefix()
    {
        await using var s3 = await LocalS3.StartAsync("log-b", "log-a", "data", "log-c");

        var first = await s3.Client.ListBucketsAsync(new ListBucketsRequest { Prefix = "log-", MaxBuckets = 2 });
        var rest = await s3.Client.ListBucketsAsync(new ListBucketsRequest { Prefix = "log-", MaxBuckets = 2, ContinuationToken = first.ContinuationToken });

        first.Buckets.Select(bucket => bucket.BucketName).ShouldBe(["log-a", "log-b"]);
        rest.Buckets.Select(bucket => bucket.BucketName).ShouldBe(["log-c"]);
        rest.ContinuationToken.ShouldBeNull();
    }

    [Fact]
    public async Task A_bucket_has_never_had_versions()
    {
        await using var s3 = await LocalS3.StartAsync("data");

        (await s3.Client.GetBucketVersioningAsync("data")).VersioningConfig.Status.ShouldBe(VersionStatus.Off);
    }

    [Fact]
    public async Task A_bucket_with_objects_is_not_deleted()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        await Put(s3, "k");

        (await Refused(() => s3.Client.DeleteBucketAsync("data"))).ErrorCode.ShouldBe("BucketNotEmpty");
    }

    [Theory]
    [InlineData("/Upper")]
    [InlineData("/a")]
    [InlineData("/..")]
    [InlineData("/.index")]
    [InlineData("/10.0.0.1")]
    public async Task An_illegal_name_is_refused(string target)
    {
        await using var s3 = await LocalS3.StartAsync();

        var answer = await RawHttp.SendAsync(s3.Endpoint, $"PUT {target} HTTP/1.1\nHost: localhost\nContent-Length: 0");

        answer.ShouldStartWith("HTTP/1.1 400");
        answer.ShouldContain("<Code>InvalidBucketName</Code>");
    }

    [Fact]
    public async Task A_bucket_may_be_in_the_host_name()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        await Put(s3, "a/b");

        (await RawHttp.SendAsync(s3.Endpoint, "GET /a/b HTTP/1.1\nHost: data.localhost")).ShouldStartWith("HTTP/1.1 200");
        (await RawHttp.SendAsync(s3.Endpoint, "GET /?list-type=2 HTTP/1.1\nHost: data.localhost:4566")).ShouldContain("<Key>a/b</Key>");
    }

    [Fact]
    public async Task Events_are_off_until_asked_for_and_off_again_without()
    {
        await using var s3 = await LocalS3.StartAsync("data");

        (await s3.Client.GetBucketNotificationAsync("data")).EventBridgeConfiguration.ShouldBeNull();
        await s3.Client.PutBucketNotificationAsync(new() { BucketName = "data", EventBridgeConfiguration = new() });
        (await s3.Client.GetBucketNotificationAsync("data")).EventBridgeConfiguration.ShouldNotBeNull();
        await s3.Client.PutBucketNotificationAsync(new() { BucketName = "data" });
        s3.Store.Require("data").EventBridge.ShouldBeFalse();
    }

    [Fact]
    public async Task Notifications_elsewhere_are_refused_by_name()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var request = new PutBucketNotificationRequest { BucketName = "data", QueueConfigurations = [new() { Queue = "arn:aws:sqs:us-east-1:123456789012:q", Events = ["s3:ObjectCreated:*"] }] };

        var refusal = await Refused(() => s3.Client.PutBucketNotificationAsync(request));

        refusal.StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
        refusal.Message.ShouldContain("QueueConfiguration");
    }

    [Fact]
    public async Task Listings_are_paged_and_rolled_up_by_either_version()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        foreach (var key in new[] { "a", "b/1", "b/2", "c", "d/1", "e" })
            await Put(s3, key);

        var names = new List<string>();
        await foreach (var page in s3.Client.Paginators.ListObjectsV2(new() { BucketName = "data", Delimiter = "/", MaxKeys = 2 }).Responses)
        {
            page.KeyCount!.Value.ShouldBeLessThanOrEqualTo(2);
            names.AddRange((page.CommonPrefixes ?? []).Concat((page.S3Objects ?? []).Select(o => o.Key)).Order(StringComparer.Ordinal));
        }
        names.ShouldBe(["a", "b/", "c", "d/", "e"]);

        var old = await s3.Client.ListObjectsAsync(new ListObjectsRequest { BucketName = "data", Delimiter = "/", MaxKeys = 2 });
        old.NextMarker.ShouldBe("b/");
        var rest = await s3.Client.ListObjectsAsync(new ListObjectsRequest { BucketName = "data", Delimiter = "/", Marker = old.NextMarker });
        rest.CommonPrefixes.ShouldBe(["d/"]);
        rest.S3Objects.Select(o => o.Key).ShouldBe(["c", "e"]);
        rest.S3Objects[0].Size.ShouldBe(1);
    }

    [Fact]
    public async Task A_listing_starts_with_a_prefix_after_a_key()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        foreach (var key in new[] { "a/1", "a/2", "a/3", "b" })
            await Put(s3, key);

        var listed = await s3.Client.ListObjectsV2Async(new() { BucketName = "data", Prefix = "a/", StartAfter = "a/1" });

        listed.S3Objects.Select(o => o.Key).ShouldBe(["a/2", "a/3"]);
        listed.IsTruncated.ShouldBe(false);
    }

    [Fact]
    public async Task A_listing_of_the_old_version_names_a_next_marker_only_with_a_delimiter()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        foreach (var key in new[] { "a", "b", "c" })
            await Put(s3, key);

        var page = await s3.Http.GetStringAsync("/data?max-keys=2");

        page.ShouldContain("<IsTruncated>true</IsTruncated>");
        page.ShouldNotContain("NextMarker");
        (await s3.Http.GetStringAsync("/data?marker=b")).ShouldContain("<Marker>b</Marker><Contents><Key>c</Key>");
    }

    [Fact]
    public async Task A_listing_says_what_it_was_asked()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        await Put(s3, "a b/1");

        var encoded = await s3.Http.GetStringAsync("/data?list-type=2&encoding-type=url&delimiter=/&prefix=a%20b&start-after=a%20");
        encoded.ShouldContain("<Prefix>a%20b</Prefix><Delimiter>/</Delimiter><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated><KeyCount>1</KeyCount><StartAfter>a%20</StartAfter>");
        encoded.ShouldContain("<CommonPrefixes><Prefix>a%20b/</Prefix></CommonPrefixes>");
        (await s3.Http.GetStringAsync("/data?list-type=2&max-keys=0")).ShouldContain("<MaxKeys>0</MaxKeys><IsTruncated>false</IsTruncated><KeyCount>0</KeyCount></ListBucketResult>");
        (await s3.Http.GetStringAsync("/data?list-type=2")).ShouldNotContain("<Owner>");
        (await s3.Http.GetStringAsync("/data?list-type=2&fetch-owner=true")).ShouldContain("<Owner><ID>123456789012</ID>");
    }

    [Theory]
    [InlineData("max-keys=-1")]
    [InlineData("max-keys=many")]
    [InlineData("continuation-token=")]
    [InlineData("continuation-token=***")]
    [InlineData("encoding-type=base64")]
    public async Task A_listing_that_cannot_be_is_refused(string query)
    {
        await using var s3 = await LocalS3.StartAsync("data");

        using var answer = await s3.Http.GetAsync("/data?list-type=2&" + query);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("<Code>InvalidArgument</Code>");
    }

    private static Task<PutObjectResponse> Put(LocalS3 s3, string key) => s3.Client.PutObjectAsync(new() { BucketName = "data", Key = key, ContentBody = "x" });

    private static Task<AmazonS3Exception> Refused(Func<Task> call) => Should.ThrowAsync<AmazonS3Exception>(call);
}
