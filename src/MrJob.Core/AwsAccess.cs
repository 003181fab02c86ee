using Amazon;
using Amazon.ElasticMapReduce;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.S3;
using MrJob.Core.Clusters;
using MrJob.Core.Storage;

namespace MrJob.Core;

/// <summary>
/// How AWS is reached, and the making of clients for it. It is given as data: nothing is read from the process's environment unless
/// <see cref="FromEnvironment"/> is given that, but for the region and the keys, which the SDK looks for in its own order where none are given.
/// </summary>
public sealed record AwsAccess
{
    private const string DefaultRegion = "us-east-1";

    /// <summary>Such as <c>eu-west-1</c>; null for the SDK's own choice, or us-east-1 where an endpoint is given.</summary>
    public string? Region { get; init; }

    /// <summary>Where S3 is, in place of AWS's own; see <see cref="Endpoint"/> for reading one.</summary>
    public Uri? S3Endpoint { get; init; }

    /// <summary>Where EMR is, in place of AWS's own.</summary>
    public Uri? EmrEndpoint { get; init; }

    /// <summary>Null for the SDK's own chain.</summary>
    public AWSCredentials? Credentials { get; init; }

    /// <summary>Makes the HTTP clients; null for the SDK's own.</summary>
    public HttpClientFactory? Http { get; init; }

    /// <summary>
    /// Reads <c>AWS_ENDPOINT_URL_S3</c>, <c>AWS_ENDPOINT_URL_EMR</c>, <c>AWS_ENDPOINT_URL</c> for both, <c>AWS_REGION</c> or <c>AWS_DEFAULT_REGION</c>, and keys. What is
    /// empty counts as not set.
    /// </summary>
    /// <exception cref="FormatException">An endpoint is no URL.</exception>
    public static AwsAccess FromEnvironment(Func<string, string?> variable)
    {
        string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;
        Uri? EndpointOf(string service) => (Value("AWS_ENDPOINT_URL_" + service) ?? Value("AWS_ENDPOINT_URL")) is { } url ? Endpoint(url) : null;
        return new()
        {
            Region = Value("AWS_REGION") ?? Value("AWS_DEFAULT_REGION"),
            S3Endpoint = EndpointOf("S3"),
            EmrEndpoint = EndpointOf("EMR"),
            Credentials = Keys(Value("AWS_ACCESS_KEY_ID"), Value("AWS_SECRET_ACCESS_KEY"), Value("AWS_SESSION_TOKEN")),
        };
    }

    /// <summary>Reads an endpoint: a URL, or a host alone, as the options <c>s3_endpoint</c> and <c>emr_endpoint</c> have it (then by HTTPS).</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static Uri Endpoint(string text)
    {
        var url = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0
            ? uri : throw new FormatException($"'{text}' is no endpoint; it must be a URL such as http://127.0.0.1:4566, or a host.");
    }

    /// <summary>A client of S3. It asks for no checksum beyond what S3 requires: other implementations of S3 know none.</summary>
    public IAmazonS3 S3() => new AmazonS3Client(Keys(), S3Config());

    /// <param name="clock">Set by each answer.</param>
    internal IAmazonS3 S3(StorageClock clock) => new ClockedS3Client(Keys(), S3Config(), clock);

    /// <summary>A client for a bucket's own region, which is looked up, unless an endpoint is given: then one of that.</summary>
    /// <exception cref="AmazonS3Exception">There is no such bucket.</exception>
    public async Task<IAmazonS3> S3OfBucketAsync(string bucket, CancellationToken cancel = default)
    {
        if (S3Endpoint is not null)
            return S3();
        using var anywhere = (this with { Region = Region ?? DefaultRegion }).S3();
        return (this with { Region = await BucketRegion.FindAsync(anywhere, bucket, cancel) }).S3();
    }

    /// <summary>A client of EMR.</summary>
    /// <param name="retries">Off for calls that must not be made twice: the SDK then also sends nothing again when a pooled connection was reset.</param>
    public IAmazonElasticMapReduce Emr(bool retries = true) => Emr(retries, null);

    /// <param name="budget">Waited for before each attempt of each call.</param>
    internal IAmazonElasticMapReduce Emr(bool retries, EmrBudget? budget)
    {
        var config = Configure(new AmazonElasticMapReduceConfig(), EmrEndpoint);
        if (!retries)
        {
            config.MaxErrorRetry = 0;
            config.MaxStaleConnectionRetries = 0;
        }
        return budget is null ? new AmazonElasticMapReduceClient(Keys(), config) : new BudgetedEmrClient(Keys(), config, budget);
    }

    internal AmazonS3Config S3Config() => Configure(
        new AmazonS3Config
        {
            // Emulators have one name for all buckets; AWS's own endpoints have a name for each.
            ForcePathStyle = S3Endpoint?.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase) == false,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        },
        S3Endpoint);

    private static AWSCredentials? Keys(string? id, string? secret, string? token) =>
        id is null || secret is null ? null : token is null ? new BasicAWSCredentials(id, secret) : new SessionAWSCredentials(id, secret, token);

    private AWSCredentials Keys() => Credentials ?? DefaultAWSCredentialsIdentityResolver.GetCredentials();

    private T Configure<T>(T config, Uri? endpoint)
        where T : ClientConfig
    {
        config.IgnoreConfiguredEndpointUrls = true; // given as data, not found in the environment
        if (endpoint is not null)
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion = Region ?? DefaultRegion; // setting ServiceURL clears the region
        }
        else if (Region is not null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        }
        if (Http is not null)
            config.HttpClientFactory = Http;
        return config;
    }
}
