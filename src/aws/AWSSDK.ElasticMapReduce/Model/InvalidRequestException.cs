using System.Net;
using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>
/// EMR refused a request as wrong. The calls of EMR's first years answer with a plain
/// <see cref="AmazonElasticMapReduceException"/> whose code is <c>ValidationException</c> instead.
/// </summary>
public class InvalidRequestException : AmazonElasticMapReduceException
{
    public InvalidRequestException(string message)
        : base(message)
    {
    }

    public InvalidRequestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public InvalidRequestException(Exception innerException)
        : base(innerException)
    {
    }

    public InvalidRequestException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    public InvalidRequestException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>EMR's own code inside the error; it hides the error's name, which the base class has.</summary>
    public new string ErrorCode { get; set; }
}
