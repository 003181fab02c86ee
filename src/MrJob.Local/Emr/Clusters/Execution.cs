namespace MrJob.Local.Emr.Clusters;

/// <summary>The run of a step, on threads of its own.</summary>
internal sealed class Execution
{
    private readonly Func<Task> _stop;

    public Execution(Func<CancellationToken, Task> run)
    {
        var source = new CancellationTokenSource(); // has no timer and no handle: nothing to dispose
        _stop = source.CancelAsync;
        Task = Task.Run(() => run(source.Token));
    }

    /// <summary>Ends when the run has ended and is recorded.</summary>
    public Task Task { get; }

    /// <summary>Asks the run to end. Does not run the runner's reaction here, where the cluster is locked.</summary>
    public void Stop() => _ = _stop();

    public static StepExecution Of(ClusterRecord cluster, StepRecord step, string workFolder, bool rerun)
    {
        var asked = step.Config.HadoopJarStep!;
        return new StepExecution(
            cluster.Id, step.Id, step.Config.Name!, asked.Jar!, asked.MainClass, asked.Args ?? [],
            Properties(asked), step.Config.StepMonitoringConfiguration?.S3MonitoringConfiguration?.LogUri ?? cluster.Request.LogUri, workFolder, rerun);
    }

    /// <summary>The properties of the step; of a key given twice the last counts.</summary>
    public static IReadOnlyDictionary<string, string> Properties(Wire.HadoopJarStepConfig step) =>
        (step.Properties ?? []).GroupBy(p => p.Key ?? "").ToDictionary(g => g.Key, g => g.Last().Value ?? "");
}
