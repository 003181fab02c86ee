namespace Amazon.Lambda.Core;

/// <summary>What a function knows of itself and of the invocation it is in.</summary>
public interface ILambdaContext
{
    /// <summary>The id of the invocation; a retry of an asynchronous one has the same.</summary>
    string AwsRequestId { get; }

    IClientContext ClientContext { get; }

    string FunctionName { get; }

    string FunctionVersion { get; }

    ICognitoIdentity Identity { get; }

    string InvokedFunctionArn { get; }

    ILambdaLogger Logger { get; }

    string LogGroupName { get; }

    string LogStreamName { get; }

    int MemoryLimitInMB { get; }

    /// <summary>How long the function may still run, at the moment of asking.</summary>
    TimeSpan RemainingTime { get; }

    string TenantId => null;

    string TraceId => null;

    ILambdaSerializer Serializer => null;
}
