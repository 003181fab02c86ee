using MrJob.Core.Logs.Parsing;

namespace MrJob.Core.Logs.Search;

/// <summary>Finds the containers of an application that failed, in whichever layout EMR put their logs.</summary>
internal sealed class ApplicationSearch(ILogStore logs, string cluster, ClientJob job)
{
    public async Task<StepEvidence> SearchAsync(StepEvidence evidence, CancellationToken cancel)
    {
        var containers = await ListAsync(cancel);
        evidence = evidence with { Files = [.. evidence.Files, .. containers.SelectMany(c => c.Logs).Select(l => l.File)] };
        var isSpark = containers.Count > 0 && !containers.Exists(c => c.Log("syslog") is not null);
        return isSpark ? await new SparkSearch(logs).SearchAsync(evidence, containers, cancel)
            : await new MapReduceSearch(logs, cluster, job).SearchAsync(evidence, containers, cancel);
    }

    private async Task<List<Container>> ListAsync(CancellationToken cancel)
    {
        var found = await logs.ListAsync($"{cluster}containers/{job.Application}/", cancel);
        if (found.Count == 0)
            found = await logs.ListAsync($"{cluster}task-attempts/{job.Application}/", cancel);
        if (found.Count == 0) // before YARN
            found = await logs.ListAsync($"{cluster}task-attempts/attempt_{job.Number}_", cancel);
        return [.. found.Select(LogPath.Of).GroupBy(l => l.Folder, StringComparer.Ordinal).Select(g => new Container(g.Key, [.. g]))];
    }
}
