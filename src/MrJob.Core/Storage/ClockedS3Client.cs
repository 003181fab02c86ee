using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;

namespace MrJob.Core.Storage;

/// <summary>A client that sets the clock by each answer.</summary>
internal sealed class ClockedS3Client(AWSCredentials keys, AmazonS3Config config, StorageClock clock) : AmazonS3Client(keys, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandlerAfter<RetryHandler>(new Watcher(clock));
    }

    private sealed class Watcher(StorageClock clock) : PipelineHandler
    {
        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var asked = clock.Timestamp;
            var answer = await base.InvokeAsync<T>(executionContext);
            clock.Observe(executionContext.ResponseContext.HttpResponse?.GetHeaderValue("Date"), asked);
            return answer;
        }
    }
}
