using System.Net;
using Amazon.ElasticMapReduce;
using Amazon.Runtime;
using Amazon.S3;
using MrJob.Core.Storage;

namespace MrJob.Core.Tests;

public class AwsAccessTests
{
    private static readonly AWSCredentials Keys = new BasicAWSCredentials("any", "thing");

    [Fact]
    public void Each_service_has_its_endpoint_or_the_one_of_all()
    {
        var access = AwsAccess.FromEnvironment(Variables(("AWS_ENDPOINT_URL_S3", "http://localhost:1"), ("AWS_ENDPOINT_URL", "http://localhost:2"), ("AWS_REGION", "eu-west-3")));

        access.S3Endpoint.ShouldBe(new("http://localhost:1"));
        access.EmrEndpoint.ShouldBe(new("http://localhost:2"));
        access.Region.ShouldBe("eu-west-3");
        access.Credentials.ShouldBeNull();
    }

    [Fact]
    public void What_is_empty_is_not_set() => AwsAccess.FromEnvironment(Variables(("AWS_ENDPOINT_URL", ""), ("AWS_REGION", ""))).ShouldBe(new());

    [Theory]
    [InlineData("http://127.0.0.1:4566", "http://127.0.0.1:4566/")]
    [InlineData("s3-us-west-1.amazonaws.com", "https://s3-us-west-1.amazonaws.com/")]
    [InlineData("localhost:9000", "https://localhost:9000/")]
    public void An_endpoint_is_a_url_or_a_host(string text, string url) => AwsAccess.Endpoint(text).ToString().ShouldBe(url);

    [Theory]
    [InlineData("")]
    [InlineData("ftp://host")]
    [InlineData("not a host")]
    public void What_is_no_endpoint_is_refused(string text) => Should.Throw<FormatException>(() => AwsAccess.Endpoint(text)).Message.ShouldContain($"'{text}'");

    [Theory]
    [InlineData("http://127.0.0.1:4566", true)]
    [InlineData("https://s3.eu-west-1.amazonaws.com", false)]
    [InlineData(null, false)]
    public void Buckets_go_into_the_path_where_the_endpoint_is_not_AWSs(string? endpoint, bool path) =>
        new AwsAccess { S3Endpoint = endpoint is null ? null : new(endpoint), Region = "eu-west-1", Credentials = Keys }.S3Config().ForcePathStyle.ShouldBe(path);

    [Fact]
    public void A_client_signs_for_its_region_also_at_an_endpoint()
    {
        var access = new AwsAccess { EmrEndpoint = new("http://127.0.0.1:1"), Region = "eu-central-1", Credentials = Keys };
        using var once = access.Emr(retries: false);
        ((AmazonElasticMapReduceClient)once).Config.ShouldSatisfyAllConditions(
            c => c.AuthenticationRegion.ShouldBe("eu-central-1"), c => c.ServiceURL.ShouldBe("http://127.0.0.1:1/"), c => c.MaxErrorRetry.ShouldBe(0), c => c.MaxStaleConnectionRetries.ShouldBe(0));
        using var emr = (access with { EmrEndpoint = null }).Emr();
        emr.Config.RegionEndpoint.SystemName.ShouldBe("eu-central-1");
    }

    [Theory]
    [InlineData(null, "us-east-1")]
    [InlineData("", "us-east-1")]
    [InlineData("EU", "eu-west-1")]
    [InlineData("ap-south-1", "ap-south-1")]
    public void A_location_is_a_region(string? location, string region) => BucketRegion.OfLocation(location).ShouldBe(region);

    [Theory]
    [InlineData(HttpStatusCode.OK, "eu-west-2", "eu-west-2")]
    [InlineData(HttpStatusCode.Forbidden, "eu-west-2", "eu-west-2")]
    [InlineData(HttpStatusCode.Forbidden, null, "eu-west-1")] // by its location, EU
    [InlineData(HttpStatusCode.OK, null, "eu-west-1")]
    public async Task A_buckets_region_is_what_S3_says(HttpStatusCode status, string? header, string region)
    {
        var access = new AwsAccess { Region = "us-east-1", Credentials = Keys, Http = new Answers(new RegionHandler(status, header)) };
        using var s3 = await access.S3OfBucketAsync("bucket");
        s3.Config.RegionEndpoint.SystemName.ShouldBe(region);
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_has_no_region()
    {
        var access = new AwsAccess { Region = "us-east-1", Credentials = Keys, Http = new Answers(new RegionHandler(HttpStatusCode.NotFound, null)) };
        (await Should.ThrowAsync<AmazonS3Exception>(() => access.S3OfBucketAsync("bucket"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Func<string, string?> Variables(params (string Name, string Value)[] variables) =>
        name => variables.FirstOrDefault(v => v.Name == name).Value;

    private sealed class Answers(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);
    }

    /// <summary>Answers about buckets as S3 does; no request leaves the process.</summary>
    private sealed class RegionHandler(HttpStatusCode status, string? region) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Get)
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">EU</LocationConstraint>") });
            var answer = new HttpResponseMessage(status) { Content = new ByteArrayContent([]) };
            if (region is not null)
                answer.Headers.Add("x-amz-bucket-region", region);
            return Task.FromResult(answer);
        }
    }
}
