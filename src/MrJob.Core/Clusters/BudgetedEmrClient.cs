using Amazon.ElasticMapReduce;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace MrJob.Core.Clusters;

/// <summary>A client that waits for its budget before each attempt of each call: EMR counts retries too.</summary>
internal sealed class BudgetedEmrClient(AWSCredentials keys, AmazonElasticMapReduceConfig config, EmrBudget budget) : AmazonElasticMapReduceClient(keys, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandlerAfter<RetryHandler>(new Waiter(budget));
    }

    private sealed class Waiter(EmrBudget budget) : PipelineHandler
    {
        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var request = executionContext.RequestContext;
            await budget.TakeAsync(request.RequestName[..^"Request".Length], request.CancellationToken);
            return await base.InvokeAsync<T>(executionContext);
        }
    }
}
