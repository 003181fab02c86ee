using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Clusters;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>One look at a cluster for all the jobs on it, so that EMR is asked for their steps together, ten a call.</summary>
internal sealed class ClusterLook(EmrSteps emrSteps, string clusterId)
{
    private readonly List<Stored<Job>> _jobs = [];
    private Dictionary<string, StepSummary>? _seen;

    public string ClusterId => clusterId;

    public IReadOnlyList<Stored<Job>> Jobs => _jobs;

    /// <summary>A job that may be on the cluster.</summary>
    public void Add(Stored<Job> job) => _jobs.Add(job);

    /// <summary>EMR's word on the job's steps that are not over: by id, or by name for steps that went out with their cluster, whose ids RunJobFlow does not tell.</summary>
    public async Task<IReadOnlyList<StepSummary>> StepsAsync(Job job, CancellationToken cancel)
    {
        if (Sent(job).Any(s => s.StepId is null))
            return await emrSteps.OfJobAsync(clusterId, job.Id, job.Created, cancel);
        _seen ??= (await emrSteps.ByIdAsync(clusterId, _jobs.Where(j => j.Value.ClusterId == clusterId).SelectMany(j => Open(j.Value)).ToList(), cancel)).ToDictionary(s => s.Id, StringComparer.Ordinal);
        var wanted = Open(job).ToList();
        return wanted.TrueForAll(_seen.ContainsKey) ? wanted.ConvertAll(id => _seen[id])
            : await emrSteps.ByIdAsync(clusterId, wanted, cancel); // its record has changed since the look began
    }

    private static IEnumerable<JobStep> Sent(Job job) => job.Steps.Where(s => s.State is not (JobStepState.Queued or JobStepState.Skipped));

    private static IEnumerable<string> Open(Job job) => Sent(job).Where(s => !s.State.IsFinal()).Select(s => s.StepId).OfType<string>();
}
