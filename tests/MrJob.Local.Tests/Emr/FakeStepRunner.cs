using System.Threading.Channels;
using MrJob.Local.Emr;

namespace MrJob.Local.Tests.Emr;

/// <summary>Runs steps as long as the test wants, and ends them as it says.</summary>
internal sealed class FakeStepRunner : IStepRunner
{
    private readonly Channel<Run> _started = Channel.CreateUnbounded<Run>();
    private readonly List<Run> _runs = [];
    private int _running;

    /// <summary>When set, steps end so at once and tests need not wait for them.</summary>
    public StepOutcome? EndAtOnce { get; init; }

    public int Running => _running;
    public int MostAtOnce { get; private set; }
    public int Started { get; private set; }

    public async Task<StepOutcome> RunAsync(StepExecution step, CancellationToken cancel)
    {
        lock (_started)
            (Started, MostAtOnce) = (Started + 1, Math.Max(MostAtOnce, ++_running));
        try
        {
            if (EndAtOnce is not null)
                return EndAtOnce;
            var run = new Run(step, cancel);
            lock (_started)
                _runs.Add(run);
            await _started.Writer.WriteAsync(run, CancellationToken.None);
            return await run.Outcome;
        }
        finally
        {
            lock (_started)
                _running--;
        }
    }

    /// <summary>The next run that starts, or has started and was not asked for yet.</summary>
    public async Task<Run> NextAsync() => await _started.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Ends all runs that still hold out, so that the service can stop.</summary>
    public void Release()
    {
        lock (_started)
            _runs.FindAll(run => run.HoldsOut).ForEach(run => run.Fail("released"));
    }

    internal sealed class Run
    {
        private readonly TaskCompletionSource<StepOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Run(StepExecution step, CancellationToken cancel)
        {
            Step = step;
            cancel.Register(() =>
            {
                Stopped.TrySetResult();
                if (!HoldsOut)
                    _outcome.TrySetCanceled(cancel);
            });
        }

        public StepExecution Step { get; }

        /// <summary>Goes on when it is asked to stop, until the test ends it.</summary>
        public bool HoldsOut { get; set; }

        public TaskCompletionSource Stopped { get; } = new();
        public Task<StepOutcome> Outcome => _outcome.Task;

        public void Succeed() => _outcome.TrySetResult(StepOutcome.Success);
        public void Fail(string reason = "Unknown Error.", string? message = null, string? log = null) =>
            _outcome.TrySetResult(new StepOutcome(false, reason, message, log));
        public void Break(Exception error) => _outcome.TrySetException(error);
    }
}
