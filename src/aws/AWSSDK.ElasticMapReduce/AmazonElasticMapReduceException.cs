using System.Net;
using Amazon.Runtime;

namespace Amazon.ElasticMapReduce;

/// <summary>
/// An error that EMR answered with. <see cref="AmazonServiceException.ErrorCode"/> names it, such as <c>ValidationException</c> or
/// <c>ThrottlingException</c>; an answer that was no EMR error, such as a proxy's page, has its status code only.
/// </summary>
public class AmazonElasticMapReduceException : AmazonServiceException
{
    public AmazonElasticMapReduceException(string message)
        : base(message)
    {
    }

    public AmazonElasticMapReduceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public AmazonElasticMapReduceException(Exception innerException)
        : base(innerException.Message, innerException)
    {
    }

    public AmazonElasticMapReduceException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    public AmazonElasticMapReduceException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
