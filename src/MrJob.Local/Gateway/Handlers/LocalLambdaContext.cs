using Amazon.Lambda.Core;
using MrJob.Local.Gateway.Template;

namespace MrJob.Local.Gateway.Handlers;

/// <summary>What a handler can ask of its invocation.</summary>
internal sealed class LocalLambdaContext(FunctionResource function, string requestId, TimeProvider time, Action<string> log)
    : ILambdaContext
{
    private readonly long _started = time.GetTimestamp();

    public string AwsRequestId => requestId;

    public string FunctionName => function.Name;

    public string FunctionVersion => "$LATEST";

    public string InvokedFunctionArn => Stack.FunctionArn(function.Name);

    public int MemoryLimitInMB => function.MemorySize;

    public string LogGroupName => $"/aws/lambda/{function.Name}";

    public string LogStreamName => $"local/[{FunctionVersion}]";

    public ILambdaLogger Logger { get; } = new LineLogger(log);

    /// <summary>Counts down from the function's Timeout, and ends at zero.</summary>
    public TimeSpan RemainingTime =>
        function.Timeout - time.GetElapsedTime(_started) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    // Mobile clients and Cognito identities: no trigger that runs here has them, and Lambda leaves them null then.
    public IClientContext ClientContext => null!;

    public ICognitoIdentity Identity => null!;
}
