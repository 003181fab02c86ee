using System.Collections.Immutable;
using System.Globalization;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Clusters;

/// <summary>
/// Clusters on disk: <c>emr/&lt;cluster&gt;/cluster.json</c> holds the cluster and its steps that have not ended; an ended step
/// moves into <c>emr/&lt;cluster&gt;/steps/&lt;index&gt;.json</c>, so that a change costs the same however many steps a cluster has had.
/// cluster.json decides what has happened.
/// </summary>
internal sealed class ClusterStore(string dataFolder)
{
    private const string Remedy = "Remove its cluster's folder to go on without it.";

    private readonly string _clusters = Path.Combine(dataFolder, "emr");
    private readonly string _work = Path.Combine(dataFolder, "work");

    /// <summary>The folder that a step works in.</summary>
    public string WorkFolder(string clusterId, string stepId) => Path.Combine(_work, clusterId, stepId);

    /// <summary>Keeps the cluster as it is now. When this returns it survives the death of the process.</summary>
    /// <param name="before">As kept last; null for a new cluster.</param>
    public void Save(ClusterRecord? before, ClusterRecord after)
    {
        var folder = Path.Combine(_clusters, after.Id);
        Directory.CreateDirectory(Path.Combine(folder, "steps"));
        List<NumberedStep> active = [];
        foreach (var (index, step) in after.Steps.Index())
        {
            if (step.State.IsActive())
                active.Add(new NumberedStep(index, step));
            else if (before?.Steps[index].State.IsActive() is not false)
                JsonFile.Write(Path.Combine(folder, "steps", $"{index:D6}.json"), step);
        }
        JsonFile.Write(Path.Combine(folder, "cluster.json"), new ClusterFile(after, active));
    }

    /// <summary>All clusters. A folder without cluster.json is of a RunJobFlow that was never answered, and is ignored.</summary>
    /// <exception cref="InvalidDataException">A file is not what <see cref="Save"/> writes; the message names it.</exception>
    public IEnumerable<ClusterRecord> Load() =>
        Directory.Exists(_clusters)
            ? Directory.EnumerateDirectories(_clusters).Where(folder => File.Exists(Path.Combine(folder, "cluster.json"))).Select(Load)
            : [];

    /// <summary>Removes the work folder of a step that has ended.</summary>
    public void DropWork(string clusterId, string stepId) => Drop(WorkFolder(clusterId, stepId));

    /// <summary>Removes the cluster's HDFS, which lies beside the folders of its steps.</summary>
    public void DropHdfs(string clusterId) => Drop(Path.Combine(_work, clusterId, "hdfs"));

    /// <summary>Removes the work folders of the cluster's steps that have ended.</summary>
    public void DropStaleWork(ClusterRecord cluster)
    {
        var folder = Path.Combine(_work, cluster.Id);
        if (!Directory.Exists(folder))
            return;
        foreach (var step in Directory.EnumerateDirectories(folder).Where(f => cluster.Step(Path.GetFileName(f))?.State.IsActive() is false))
            Drop(step);
    }

    /// <summary>A step may have made folders that its owner may not delete from: what is left then is a user's to remove, and stops nothing.</summary>
    private static void Drop(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    private static ClusterRecord Load(string folder)
    {
        var file = JsonFile.Read<ClusterFile>(Path.Combine(folder, "cluster.json"), Remedy);
        SortedDictionary<int, StepRecord> steps = [];
        foreach (var ended in EndedSteps(folder))
            steps[int.Parse(Path.GetFileNameWithoutExtension(ended), CultureInfo.InvariantCulture)] = JsonFile.Read<StepRecord>(ended, Remedy);
        foreach (var active in file.ActiveSteps)
            steps[active.Index] = active.Step;
        return file.Cluster with { Steps = [.. steps.Values] };
    }

    private static IEnumerable<string> EndedSteps(string folder) =>
        Path.Combine(folder, "steps") is var steps && Directory.Exists(steps) ? Directory.EnumerateFiles(steps, "*.json") : [];
}

/// <summary>What cluster.json holds.</summary>
internal sealed record ClusterFile(ClusterRecord Cluster, IReadOnlyList<NumberedStep> ActiveSteps);

/// <param name="Index">Its place among all the steps of the cluster, from 0.</param>
internal sealed record NumberedStep(int Index, StepRecord Step);
