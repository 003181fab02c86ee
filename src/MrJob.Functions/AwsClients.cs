using Amazon.Runtime;
using Amazon.S3;
using MrJob.Core;
using MrJob.Core.Clusters;
using MrJob.Core.Storage;

namespace MrJob.Functions;

/// <summary>Makes the AWS clients from a function's environment: the real AWS, or the endpoint that <c>AWS_ENDPOINT_URL</c> names. The keys there are on Lambda the function's role.</summary>
internal static class AwsClients
{
    public static IAmazonS3 S3(FunctionEnvironment environment, StorageClock clock, HttpClientFactory? http) => Access(environment, http).S3(clock);

    public static EmrClients Emr(FunctionEnvironment environment, EmrBudget budget, HttpClientFactory? http) =>
        new(Access(environment, http).Emr(retries: true, budget), Access(environment, http).Emr(retries: false), budget);

    private static AwsAccess Access(FunctionEnvironment environment, HttpClientFactory? http) =>
        AwsAccess.FromEnvironment(name => environment[name]) with { Http = http };
}
