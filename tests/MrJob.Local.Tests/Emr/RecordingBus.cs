using MrJob.Local.Events;

namespace MrJob.Local.Tests.Emr;

/// <summary>Keeps every event, and lets a test wait for one.</summary>
internal sealed class RecordingBus : IEventBus
{
    private readonly List<AwsEvent> _events = [];
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Called before an event is taken.</summary>
    public Action<AwsEvent>? OnPublish { get; set; }

    public IReadOnlyList<AwsEvent> Events
    {
        get
        {
            lock (_events)
                return [.. _events];
        }
    }

    public void Publish(AwsEvent published)
    {
        lock (_events)
        {
            OnPublish?.Invoke(published);
            _events.Add(published);
            _news.TrySetResult();
            _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>The first event of this state about this cluster or step, now or soon.</summary>
    public async Task<AwsEvent> WaitAsync(string id, string state, int nth = 1)
    {
        while (true)
        {
            Task news;
            lock (_events)
            {
                if (_events.Where(e => Is(e, id, state)).Skip(nth - 1).FirstOrDefault() is { } found)
                    return found;
                news = _news.Task;
            }
            await news.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>The states told of this cluster or step, in order.</summary>
    public IReadOnlyList<string> StatesOf(string id) =>
        [.. Events.Where(e => (string?)(e.Detail["stepId"] ?? e.Detail["clusterId"]) == id).Select(e => (string)e.Detail["state"]!)];

    private static bool Is(AwsEvent e, string id, string state) =>
        (string?)(e.Detail["stepId"] ?? e.Detail["clusterId"]) == id && (string?)e.Detail["state"] == state;
}
