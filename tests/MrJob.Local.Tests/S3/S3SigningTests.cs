using System.Net;
using Amazon.S3;

namespace MrJob.Local.Tests.S3;

/// <summary>Credentials, which are all good, and presigned URLs, which end.</summary>
public class S3SigningTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=")]
    [InlineData("AWS4-HMAC-SHA256 Credential=any/20260517/eu-north-1/s3/aws4_request, SignedHeaders=host, Signature=00")]
    [InlineData("Bearer thing")]
    public async Task Any_credentials_do_and_none(string? authorization)
    {
        await using var s3 = await LocalS3.StartAsync("data");
        using var request = new HttpRequestMessage(HttpMethod.Put, "/data/k") { Content = new StringContent("x") };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var answer = await s3.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_presigned_url_works_until_it_expires()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        s3.Clock.SetToMachine();
        string Url(HttpVerb verb) => s3.Client.GetPreSignedURL(new() { BucketName = "data", Key = "a b/é", Verb = verb, Protocol = Protocol.HTTP, Expires = s3.Clock.Now.UtcDateTime.AddMinutes(5) });

        using var put = await s3.Http.PutAsync(Url(HttpVerb.PUT), new StringContent("hello"));
        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await s3.Http.GetStringAsync(Url(HttpVerb.GET))).ShouldBe("hello");
        s3.Clock.Now += TimeSpan.FromMinutes(6);
        using var late = await s3.Http.GetAsync(Url(HttpVerb.GET).Replace("X-Amz-Expires=", "X-Amz-Expires=1&ignored=", StringComparison.Ordinal));

        late.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await late.Content.ReadAsStringAsync()).ShouldContain("<Code>AccessDenied</Code><Message>Request has expired</Message>");
    }

    // The clock of the service stands at 2026-05-17T09:30:00Z, which is 1779010200.
    [Theory]
    [InlineData("AWSAccessKeyId=any&Signature=thing&Expires=1779010199", "<Expires>2026-05-17T09:29:59Z</Expires><ServerTime>2026-05-17T09:30:00Z</ServerTime>")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260517T092900Z&X-Amz-Expires=59&X-Amz-Signature=00", "<X-Amz-Expires>59</X-Amz-Expires><Expires>2026-05-17T09:29:59Z</Expires><ServerTime>2026-05-17T09:30:00Z</ServerTime>")]
    public async Task An_expired_url_says_when_it_expired_and_writes_nothing(string query, string times)
    {
        await using var s3 = await LocalS3.StartAsync("data");

        using var answer = await s3.Http.PutAsync("/data/k?" + query, new StringContent("x"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("<Code>AccessDenied</Code><Message>Request has expired</Message>" + times);
        s3.Store.Find("data", "k").ShouldBeNull();
    }
}
