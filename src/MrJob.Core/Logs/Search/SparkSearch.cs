using MrJob.Core.Logs.Parsing;

namespace MrJob.Core.Logs.Search;

/// <summary>Reads the driver, and executors only where it does not explain the failure.</summary>
internal sealed class SparkSearch(ILogStore logs)
{
    private const int MostExecutors = 12;

    public async Task<StepEvidence> SearchAsync(StepEvidence evidence, IReadOnlyList<Container> containers, CancellationToken cancel)
    {
        var drivers = containers.Where(c => c.IsMaster).OrderByDescending(c => c.Id, StringComparer.Ordinal).ToList();
        if (drivers is [var driver, ..])
            evidence = await ReadAsync(evidence, driver, LogRole.Driver, cancel);
        else
            evidence = evidence with { IsComplete = false }; // executors' logs came first
        if (Explains(evidence))
            return evidence;
        foreach (var executor in Container.ByErrors(containers.Except(drivers)).Take(MostExecutors))
        {
            evidence = await ReadAsync(evidence, executor, LogRole.Executor, cancel);
            if (Explains(evidence))
                break;
        }
        return evidence;
    }

    private async Task<StepEvidence> ReadAsync(StepEvidence evidence, Container container, LogRole role, CancellationToken cancel)
    {
        var spark = new SparkParser();
        var errors = new List<Found>();
        if (container.Log("stderr") is { } stderr)
        {
            await logs.ReadAsync(stderr, spark, cancel);
            errors.AddRange(spark.Errors.Select(e => new Found(e, stderr, role) { Container = container.Id }));
        }
        if (container.Log("stdout") is { Size: > 0 } stdout) // a PySpark driver's own errors, on a cluster
        {
            var text = new TaskStderrParser();
            await logs.ReadAsync(stdout, text, cancel);
            errors.AddRange(text.Errors.Select(e => new Found(e, stdout, role) { Container = container.Id }));
        }
        return evidence with { Errors = [.. evidence.Errors, .. errors], FailedStage = spark.FailedStage ?? evidence.FailedStage };
    }

    private static bool Explains(StepEvidence evidence) => evidence.Errors.Any(e => e.Role is LogRole.Driver or LogRole.Executor
        && e.Error.Kind is ErrorKind.Traceback or ErrorKind.Exception or ErrorKind.Memory && (e.Error.Stage is null || e.Error.Stage == evidence.FailedStage));
}
