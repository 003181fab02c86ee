using System.Net;
using Amazon.ElasticMapReduce;
using Amazon.Runtime;
using MrJob.Core.Clusters;

namespace MrJob.Core.Tests.Clusters;

public class AskFailuresTests
{
    [Theory]
    [InlineData(400, "ThrottlingException", AskFailure.NotNow)]
    [InlineData(429, "TooManyRequests", AskFailure.NotNow)]
    [InlineData(400, "ValidationException", AskFailure.Refused)]
    [InlineData(400, "InvalidRequestException", AskFailure.Refused)]
    [InlineData(403, "AccessDeniedException", AskFailure.NotNow)]
    [InlineData(403, "ExpiredTokenException", AskFailure.NotNow)]
    [InlineData(500, "InternalServerException", AskFailure.Unknown)]
    [InlineData(503, "ServiceUnavailable", AskFailure.Unknown)]
    [InlineData(408, "RequestTimeout", AskFailure.Unknown)]
    internal void What_EMR_answered_says_whether_it_did_it(int status, string code, AskFailure failure) =>
        AskFailures.Classify(new AmazonElasticMapReduceException("no", ErrorType.Unknown, code, "id", (HttpStatusCode)status)).ShouldBe(failure);

    [Fact]
    public void No_answer_says_nothing()
    {
        AskFailures.Classify(new HttpRequestException("reset")).ShouldBe(AskFailure.Unknown);
        AskFailures.Classify(new OperationCanceledException()).ShouldBe(AskFailure.Unknown);
    }
}
