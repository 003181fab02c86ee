using Amazon.Lambda.Core;

namespace MrJob.Aws.Tests;

public sealed class LambdaContextTests
{
    [Fact]
    public void A_context_need_not_know_of_tenants_traces_and_serializers()
    {
        ILambdaContext context = new OldContext();

        context.TenantId.ShouldBeNull();
        context.TraceId.ShouldBeNull();
        context.Serializer.ShouldBeNull();
    }

    private sealed class OldContext : ILambdaContext
    {
        public string AwsRequestId => "1";

        public IClientContext ClientContext => null!;

        public string FunctionName => "f";

        public string FunctionVersion => "$LATEST";

        public ICognitoIdentity Identity => null!;

        public string InvokedFunctionArn => "arn";

        public ILambdaLogger Logger => null!;

        public string LogGroupName => "group";

        public string LogStreamName => "stream";

        public int MemoryLimitInMB => 128;

        public TimeSpan RemainingTime => TimeSpan.FromSeconds(3);
    }
}
