using Amazon;
using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;
using MrJob.Testing;

namespace MrJob.Aws.Tests;

/// <summary>Where calls go. Only these tests change the process's environment, one after the other; all others name a URL.</summary>
public sealed class EndpointTests : IDisposable
{
    private static readonly string[] Variables = ["AWS_ENDPOINT_URL_EMR", "AWS_ENDPOINT_URL", "AWS_REGION"];

    private readonly Dictionary<string, string?> before = Variables.ToDictionary(v => v, Environment.GetEnvironmentVariable);

    public EndpointTests()
    {
        foreach (var variable in Variables)
            Environment.SetEnvironmentVariable(variable, null);
    }

    [Theory]
    [InlineData("us-east-1", false, false, "https://elasticmapreduce.us-east-1.amazonaws.com/")]
    [InlineData("cn-north-1", false, false, "https://elasticmapreduce.cn-north-1.amazonaws.com.cn/")]
    [InlineData("eu-west-1", false, true, "https://elasticmapreduce.eu-west-1.api.aws/")]
    [InlineData("us-east-1", true, false, "https://elasticmapreduce-fips.us-east-1.amazonaws.com/")]
    [InlineData("us-east-1", true, true, "https://elasticmapreduce-fips.us-east-1.api.aws/")]
    [InlineData("us-gov-west-1", true, false, "https://elasticmapreduce.us-gov-west-1.amazonaws.com/")]
    [InlineData("us-gov-west-1", true, true, "https://elasticmapreduce-fips.us-gov-west-1.api.aws/")]
    public void A_region_has_a_host_of_its_own(string region, bool fips, bool dualStack, string url)
    {
        Endpoint(new AmazonElasticMapReduceConfig
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            UseFIPSEndpoint = fips,
            UseDualstackEndpoint = dualStack,
        }).ShouldBe(new Uri(url));
    }

    [Fact]
    public void The_region_may_come_from_the_environment()
    {
        Environment.SetEnvironmentVariable("AWS_REGION", "ap-south-1");
        FallbackRegionFactory.Reset(); // AWSSDK.Core looks for a region once in a process

        Endpoint(new AmazonElasticMapReduceConfig()).ShouldBe(new Uri("https://elasticmapreduce.ap-south-1.amazonaws.com/"));
    }

    [Fact]
    public void A_URL_in_code_comes_before_the_environment()
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_EMR", "http://127.0.0.1:2/");

        Endpoint(new AmazonElasticMapReduceConfig { ServiceURL = "http://127.0.0.1:1/" }).ShouldBe(new Uri("http://127.0.0.1:1/"));
    }

    [Fact]
    public void A_URL_for_EMR_comes_before_one_for_all_of_AWS()
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", "http://127.0.0.1:3/");
        Endpoint(InIreland()).ShouldBe(new Uri("http://127.0.0.1:3/"));

        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_EMR", "http://127.0.0.1:2/");
        Endpoint(InIreland()).ShouldBe(new Uri("http://127.0.0.1:2/"));
    }

    [Fact]
    public void A_URL_in_the_profile_comes_last()
    {
        using var folder = new TempFolder();
        var profile = new Profile("laptop", folder.Write("credentials", "[laptop]\nendpoint_url = http://127.0.0.1:4/\n"));

        Endpoint(new AmazonElasticMapReduceConfig { Profile = profile, RegionEndpoint = RegionEndpoint.EUWest1 })
            .ShouldBe(new Uri("http://127.0.0.1:4/"));

        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", "http://127.0.0.1:3/");
        Endpoint(new AmazonElasticMapReduceConfig { Profile = profile, RegionEndpoint = RegionEndpoint.EUWest1 })
            .ShouldBe(new Uri("http://127.0.0.1:3/"));
    }

    [Fact]
    public void Configured_URLs_can_be_ignored()
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_EMR", "http://127.0.0.1:2/");
        var config = InIreland();
        config.IgnoreConfiguredEndpointUrls = true;

        Endpoint(config).ShouldBe(new Uri("https://elasticmapreduce.eu-west-1.amazonaws.com/"));
    }

    [Fact]
    public async Task A_call_goes_where_the_environment_says()
    {
        await using var server = await Loopback.StartAsync(Loopback.Json("{}"));
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_EMR", server.Url.ToString());
        using var client = new AmazonElasticMapReduceClient("id", "secret", RegionEndpoint.EUWest1);

        await client.ListClustersAsync(new ListClustersRequest());

        server.Requests.ShouldHaveSingleItem().Headers["X-Amz-Target"].ToString().ShouldBe("ElasticMapReduce.ListClusters");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_URL_of_one_s_own_is_neither_FIPS_nor_dual_stack(bool fips, bool dualStack) =>
        Should.Throw<AmazonClientException>(() => Endpoint(new AmazonElasticMapReduceConfig
        {
            ServiceURL = "http://127.0.0.1:1/",
            UseFIPSEndpoint = fips,
            UseDualstackEndpoint = dualStack,
        })).Message.ShouldContain("custom endpoint");

    public void Dispose()
    {
        foreach (var (variable, value) in before)
            Environment.SetEnvironmentVariable(variable, value);
        FallbackRegionFactory.Reset();
    }

    private static AmazonElasticMapReduceConfig InIreland() => new() { RegionEndpoint = RegionEndpoint.EUWest1 };

    private static Uri Endpoint(AmazonElasticMapReduceConfig config)
    {
        using var client = new AmazonElasticMapReduceClient("id", "secret", config);
        return new Uri(client.DetermineServiceOperationEndpoint(new ListClustersRequest()).URL);
    }
}
