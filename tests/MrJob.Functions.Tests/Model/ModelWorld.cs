using System.Text.Json.Nodes;
using Amazon.Lambda.TestUtilities;

namespace MrJob.Functions.Tests.Model;

/// <summary>
/// A world in which everything happens one thing at a time, in an order that a seed decides: processes of the service that run handlers, an S3 and an
/// EMR in memory, and a clock. Each call of a process waits for its turn; before or after it the process may die, the answer be lost, the process stall
/// while others go on, and the clock jump. The same seed gives the same story.
/// </summary>
internal sealed class ModelWorld : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private readonly List<Turn> _turns = [];
    private int _started;
    private readonly List<ModelProcess> _processes = [];

    public ModelWorld(int seed, Story story)
    {
        Random = new(seed);
        Story = story;
        Emr = new(this);
        S3 = new(this);
    }

    public Random Random { get; }

    public int NextProcess() => ++_started;

    public Story Story { get; }

    public ModelEmr Emr { get; }

    public ModelS3 S3 { get; }

    /// <summary>True time, which is S3's and EMR's; processes have clocks of their own.</summary>
    public DateTimeOffset Now { get; private set; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Ids of jobs that somebody wanted to cancel.</summary>
    public HashSet<string> Cancelled { get; } = [];

    /// <summary>Whether things go wrong.</summary>
    public bool IsFair { get; private set; }

    /// <summary>What happened, a line each, for the message of a failing test.</summary>
    public List<string> Told { get; } = [];

    public void Tell(string what) => Told.Add($"{Now:HH:mm:ss.f} {what}");

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    /// <summary>With so many chances in a thousand, while things go wrong.</summary>
    public bool Happens(int perMille) => !IsFair && Random.Next(1_000) < perMille;

    /// <summary>Waits until the scheduler lets this call happen.</summary>
    public Task TurnAsync(ModelProcess process, CancellationToken cancel)
    {
        var turn = new Turn(process, new(), Happens(20) ? Now + TimeSpan.FromSeconds(Random.Next(5, 240)) : Now);
        _turns.Add(turn);
        cancel.Register(() => turn.Done.TrySetCanceled(cancel));
        return turn.Done.Task;
    }

    public void Advance(TimeSpan time)
    {
        Now += time;
        foreach (var process in _processes)
            process.Clock.Advance(time);
    }

    /// <summary>Tells the story: first the unfair part of it, then, when nothing goes wrong any more, until every job has ended.</summary>
    public void Run()
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            Wait(SubmitAsync());
            for (var calls = 0; calls < Story.UnfairCalls; calls++)
                Step(startMore: true);
            IsFair = true;
            for (var left = 20_000; _processes.Any(p => p.IsBusy); left--)
                Step(startMore: left < 0 ? throw new InvalidOperationException("An invocation does not end.") : false);
            EndFairly();
        }
        finally
        {
            SetSynchronizationContext(outer);
            foreach (var process in _processes)
                process.Dispose();
        }
    }

    /// <summary>Does what the test says with this world, in which nothing goes wrong by itself.</summary>
    public void Play(Action<ModelWorld> play)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        IsFair = true;
        try
        {
            play(this);
        }
        finally
        {
            SetSynchronizationContext(outer);
            foreach (var process in _processes)
                process.Dispose();
        }
    }

    public ModelProcess NewProcess()
    {
        var process = new ModelProcess(this, TimeSpan.Zero);
        _processes.Add(process);
        return process;
    }

    /// <summary>Lets the process make one call. False when it is done, or dead.</summary>
    public bool LetCall(ModelProcess process)
    {
        Pump();
        if (_turns.Find(t => t.Process == process && !t.Done.Task.IsCompleted) is not { } turn)
            return false;
        turn.Done.TrySetResult();
        Pump();
        return true;
    }

    /// <summary>Runs the process's invocation to its end.</summary>
    public void Finish(ModelProcess process)
    {
        while (LetCall(process))
        {
        }
    }

    /// <summary>Until every job has ended.</summary>
    public void EndFairly()
    {
        var process = NewProcess();
        for (var round = 0; S3.Has("queue/") || S3.Has("active/"); round++)
        {
            if (round == 200)
                throw new InvalidOperationException("A job does not end: " + S3.Tell());
            Advance(TimeSpan.FromMinutes(1));
            foreach (var handler in (string[])["SelectPool", "TrackJobs", .. round % 5 == 4 ? ["TerminateIdle"] : Array.Empty<string>()])
            {
                Wait(process.InvokeAsync(handler));
                Emr.Settle();
            }
        }
    }

    /// <summary>The state of each job, by its id.</summary>
    public IEnumerable<(string Job, string State)> Ends() => S3.Keys("jobs/")
        .Where(k => k.EndsWith("/job.json", StringComparison.Ordinal)).Select(k => (k.Split('/')[1], JsonNode.Parse(S3.Text(k))!["state"]!.ToString()));

    public IEnumerable<string> States() => Ends().Select(e => e.State);

    private async Task SubmitAsync()
    {
        IsFair = true;
        var process = new ModelProcess(this, TimeSpan.Zero);
        await process.SubmitAsync(Story);
        process.Dispose();
        IsFair = false;
    }

    private void Wait(Task task)
    {
        while (!task.IsCompleted)
            Step(startMore: false);
        task.GetAwaiter().GetResult();
    }

    /// <summary>Lets one thing happen.</summary>
    private void Step(bool startMore)
    {
        if (startMore && _processes.Count(p => !p.IsDead) < Story.Processes)
            _processes.Add(new(this, TimeSpan.FromSeconds(Random.Next(-300, 300))));
        if (startMore && _processes.Find(p => p is { IsBusy: false, IsDead: false }) is { } idle)
            idle.Start(Story.Cancels && Random.Next(30) == 0 ? "CancelJob" : Random.Next(10) switch { < 6 => "SelectPool", < 9 => "TrackJobs", _ => "TerminateIdle" });
        if (!IsFair)
        {
            Emr.Move();
            Advance(TimeSpan.FromMilliseconds(Happens(30) ? Random.Next(10_000, 200_000) : Random.Next(0, 1_500)));
        }
        Pump();
        Emr.Arrive();
        _turns.RemoveAll(t => t.Done.Task.IsCompleted);
        if (_turns.Count == 0)
            return;
        var ready = _turns.Where(t => t.NotBefore <= Now).ToList();
        if (ready.Count == 0)
        {
            Advance(_turns.Min(t => t.NotBefore) - Now);
            ready = [.. _turns.Where(t => t.NotBefore <= Now)];
        }
        ready[Random.Next(ready.Count)].Done.TrySetResult();
        Pump();
    }

    private void Pump()
    {
        while (_posted.TryDequeue(out var posted))
            posted.Callback(posted.State);
    }

    private sealed record Turn(ModelProcess Process, TaskCompletionSource Done, DateTimeOffset NotBefore);
}

/// <summary>What a world begins with.</summary>
/// <param name="Level">Steps that a cluster runs at once.</param>
/// <param name="Limit">The jobs' <c>max_clusters_in_pool</c>.</param>
internal sealed record Story(int Jobs, int Steps, int Processes, int Level, int Limit, int WaitMinutes, int UnfairCalls, bool Cancels)
{
    public static Story Of(int seed)
    {
        var random = new Random(seed);
        return new(random.Next(2, 5), random.Next(1, 3), random.Next(2, 4), random.Next(1, 3), random.Next(1, 4), random.Next(2) * 5, random.Next(50, 250), random.Next(4) == 0);
    }
}

/// <summary>An invocation of a handler.</summary>
internal sealed class ModelContext : TestLambdaContext
{
    public ModelContext() => RemainingTime = TimeSpan.FromSeconds(300);
}
