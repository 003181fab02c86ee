using System.Text.Json;
using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;

namespace MrJob.Functions.Tests.Service;

/// <summary>What the lab's EMR has, and waiting until it has done what it does by itself.</summary>
internal sealed partial class ServiceLab
{
    /// <summary>Every cluster that EMR knows.</summary>
    public async Task<IReadOnlyList<ClusterSummary>> ClustersAsync()
    {
        using var emr = Emr();
        return (await emr.ListClustersAsync(new ListClustersRequest())).Clusters ?? [];
    }

    /// <summary>Waits until every cluster that was started is up, and tells TrackJobs as EMR's events would: the local EMR goes on by itself.</summary>
    public async Task UpAsync()
    {
        for (var looks = 0; (await ClustersAsync()).Any(c => c.Status.State.Value is "STARTING" or "BOOTSTRAPPING"); looks++)
        {
            if (looks > MostLooks)
                throw new InvalidOperationException("A cluster does not come up.");
            await Task.Yield();
        }
        foreach (var cluster in await ClustersAsync())
        {
            var detail = JsonSerializer.SerializeToElement(new { clusterId = cluster.Id, state = cluster.Status.State.Value });
            await InvokeAsync("TrackJobs", new() { Source = "aws.emr", Detail = detail });
        }
    }

    /// <summary>Waits until EMR has run what it can: what it does after a call, it does by itself.</summary>
    public async Task QuietAsync()
    {
        if (Steps.Hold)
            return;
        using var emr = Emr();
        for (var looks = 0; await BusyAsync(emr); looks++)
        {
            if (looks > MostLooks)
                throw new InvalidOperationException("EMR does not come to rest.");
            await Task.Yield();
        }
    }

    /// <summary>Names of all steps that EMR has of the job, in any state, on any cluster.</summary>
    public async Task<IReadOnlyList<string>> StepsOfAsync(string id)
    {
        using var emr = Emr();
        var names = new List<string>();
        foreach (var cluster in (await emr.ListClustersAsync(new ListClustersRequest())).Clusters ?? [])
        {
            var steps = await emr.ListStepsAsync(new ListStepsRequest { ClusterId = cluster.Id });
            names.AddRange((steps.Steps ?? []).Select(s => s.Name).Where(n => n.StartsWith(id, StringComparison.Ordinal)));
        }
        return names;
    }

    private static async Task<bool> BusyAsync(AmazonElasticMapReduceClient emr)
    {
        try
        {
            return await HasWorkAsync(emr);
        }
        catch (AmazonServiceException e) when (e.ErrorCode is "ThrottlingException" or "InternalServerException")
        {
            return true; // a fault that was planned for the handlers
        }
    }

    private static async Task<bool> HasWorkAsync(AmazonElasticMapReduceClient emr)
    {
        foreach (var cluster in (await emr.ListClustersAsync(new ListClustersRequest())).Clusters ?? [])
        {
            if (cluster.Status.State.Value is not ("WAITING" or "TERMINATED" or "TERMINATED_WITH_ERRORS"))
                return true;
            var active = await emr.ListStepsAsync(new ListStepsRequest { ClusterId = cluster.Id, StepStates = ["PENDING", "RUNNING", "CANCEL_PENDING"] });
            if (active.Steps is { Count: > 0 })
                return true;
        }
        return false;
    }
}
