using System.Net;
using Amazon.ElasticMapReduce;
using Amazon.Runtime;

namespace MrJob.Core.Clusters;

/// <summary>The two ways in which EMR is called.</summary>
/// <param name="Reading">For everything that may be asked twice; the SDK retries.</param>
/// <param name="Asking">For RunJobFlow and AddJobFlowSteps, which have no idempotency token: must have retries off.</param>
internal sealed record EmrClients(IAmazonElasticMapReduce Reading, IAmazonElasticMapReduce Asking);

/// <summary>What an exception of an asking call says about whether EMR did what it was asked.</summary>
internal enum AskFailure
{
    /// <summary>It did not happen; ask again later.</summary>
    Throttled,

    /// <summary>It did not happen and never will: EMR says what is wrong with the request.</summary>
    Refused,

    /// <summary>It may have happened. Look before asking again.</summary>
    Unknown,
}

internal static class AskFailures
{
    /// <summary>
    /// EMR's answers of the 4xx family mean that it refused; a time-out, a broken connection or a 5xx says nothing. Where the
    /// caller itself gave up, that too says nothing.
    /// </summary>
    public static AskFailure Classify(Exception exception) => exception switch
    {
        AmazonServiceException e when e.ErrorCode?.Contains("Throttl", StringComparison.Ordinal) == true
            || e.StatusCode == HttpStatusCode.TooManyRequests => AskFailure.Throttled,
        AmazonServiceException e when IsRefusal(e) => AskFailure.Refused,
        _ => AskFailure.Unknown,
    };

    /// <summary>Whether EMR answered that what was asked for cannot be, such as a cluster that does not exist.</summary>
    public static bool IsRefusal(AmazonServiceException e) =>
        (int)e.StatusCode is >= 400 and < 500 && e.StatusCode is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests)
        && e.ErrorCode?.Contains("Throttl", StringComparison.Ordinal) != true;
}
