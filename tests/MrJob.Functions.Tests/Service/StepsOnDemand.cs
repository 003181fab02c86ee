using System.Collections.Concurrent;
using MrJob.Local.Emr;

namespace MrJob.Functions.Tests.Service;

/// <summary>Runs steps without processes: each ends at once, or, while held, runs until it is cancelled or let go.</summary>
internal sealed class StepsOnDemand : IStepRunner
{
    private readonly ConcurrentQueue<string> _started = new();
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether steps run until they are let go.</summary>
    public bool Hold { get; init; }

    /// <summary>Which steps do, where not all.</summary>
    public Func<StepExecution, bool> Holds { get; init; } = _ => false;

    /// <summary>Which steps fail.</summary>
    public Func<StepExecution, bool> Fails { get; init; } = _ => false;

    /// <summary>Names of the steps that were started, once for each start.</summary>
    public IReadOnlyCollection<string> Started => _started;

    public void LetGo() => _release.TrySetResult();

    public async Task<StepOutcome> RunAsync(StepExecution step, CancellationToken cancel)
    {
        _started.Enqueue(step.Name);
        if (Hold || Holds(step))
            await _release.Task.WaitAsync(cancel);
        return Fails(step) ? new(false, "Unknown Error.") : StepOutcome.Success;
    }
}
