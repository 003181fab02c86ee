using Amazon;
using Amazon.ElasticMapReduce;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.S3;
using MrJob.Core.Storage;

namespace MrJob.Functions;

/// <summary>Makes the AWS clients from a function's environment: the real AWS, or the endpoint that <c>AWS_ENDPOINT_URL</c> names.</summary>
internal static class AwsClients
{
    public static IAmazonS3 S3(FunctionEnvironment environment, StorageClock clock, HttpClientFactory? http)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = environment["AWS_ENDPOINT_URL"] is not null,
            // Records are small and carry their own revision: no checksum beyond what S3 requires.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        var client = new AmazonS3Client(Credentials(environment), Configure(config, environment, http));
        clock.Listen(client);
        return client;
    }

    public static IAmazonElasticMapReduce Emr(FunctionEnvironment environment, bool retries, HttpClientFactory? http)
    {
        var config = Configure(new AmazonElasticMapReduceConfig(), environment, http);
        if (!retries)
        {
            config.MaxErrorRetry = 0;
            config.MaxStaleConnectionRetries = 0; // the SDK would otherwise send a request again whose pooled connection was reset
        }
        return new AmazonElasticMapReduceClient(Credentials(environment), config);
    }

    private static T Configure<T>(T config, FunctionEnvironment environment, HttpClientFactory? http)
        where T : ClientConfig
    {
        if (environment["AWS_ENDPOINT_URL"] is { } endpoint)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = environment["AWS_REGION"] ?? "us-east-1"; // setting ServiceURL clears the region
        }
        else if (environment["AWS_REGION"] is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        if (http is not null)
            config.HttpClientFactory = http;
        return config;
    }

    /// <summary>The keys of the environment; on Lambda they are the function's role. Without any, the SDK's own chain.</summary>
    private static AWSCredentials Credentials(FunctionEnvironment environment)
    {
        if (environment["AWS_ACCESS_KEY_ID"] is not { } key)
            return DefaultAWSCredentialsIdentityResolver.GetCredentials();
        return environment["AWS_SESSION_TOKEN"] is { Length: > 0 } token
            ? new SessionAWSCredentials(key, environment["AWS_SECRET_ACCESS_KEY"], token)
            : new BasicAWSCredentials(key, environment["AWS_SECRET_ACCESS_KEY"]);
    }
}
