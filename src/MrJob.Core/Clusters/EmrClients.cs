using System.Net;
using Amazon.ElasticMapReduce;
using Amazon.Runtime;

namespace MrJob.Core.Clusters;

/// <summary>The two ways in which EMR is called.</summary>
/// <param name="Reading">For everything that may be asked twice; the SDK retries.</param>
/// <param name="Asking">For RunJobFlow and AddJobFlowSteps, which have no idempotency token, for terminating, which must not come late, and for looks whose budget was taken before: must have retries off.</param>
/// <param name="Budget">What <paramref name="Reading"/> keeps to by itself. Before an asking call it is taken from by hand, ahead of the intent or lease that says until when the call is under way.</param>
internal sealed record EmrClients(IAmazonElasticMapReduce Reading, IAmazonElasticMapReduce Asking, EmrBudget Budget);

/// <summary>What an exception of an asking call says about whether EMR did what it was asked.</summary>
internal enum AskFailure
{
    /// <summary>It did not happen: EMR asks to slow down, or the service may not or cannot sign for now. Ask again later.</summary>
    NotNow,

    /// <summary>It did not happen and never will: EMR says what is wrong with the request.</summary>
    Refused,

    /// <summary>It may have happened. Look before asking again.</summary>
    Unknown,
}

internal static class AskFailures
{
    /// <summary>
    /// EMR's answers of the 4xx family mean that it did nothing; only those about the request itself are final. A time-out, a broken
    /// connection or a 5xx says nothing. Where the caller itself gave up, that too says nothing.
    /// </summary>
    public static AskFailure Classify(Exception exception) => exception switch
    {
        AmazonServiceException { StatusCode: HttpStatusCode.RequestTimeout } => AskFailure.Unknown,
        AmazonServiceException e when IsRefusal(e) => AskFailure.Refused,
        AmazonServiceException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError } => AskFailure.NotNow,
        _ => AskFailure.Unknown,
    };

    /// <summary>Whether EMR asks to slow down, whatever it was asked.</summary>
    public static bool IsThrottle(Exception exception) => exception is AmazonServiceException
    {
        ErrorCode: "ThrottlingException" or "Throttling" or "TooManyRequestsException" or "RequestLimitExceeded",
    } or AmazonServiceException { StatusCode: HttpStatusCode.TooManyRequests };

    /// <summary>Whether EMR says that what was asked for cannot be, such as steps for a cluster that does not exist.</summary>
    public static bool IsRefusal(Exception exception) =>
        exception is AmazonServiceException { ErrorCode: "ValidationException" or "InvalidRequestException" };
}
