using System.Collections.Concurrent;
using MrJob.Local.Events;

namespace MrJob.Local.Tests.S3;

/// <summary>Keeps what was published.</summary>
internal sealed class RecordingEventBus : IEventBus
{
    private readonly ConcurrentQueue<AwsEvent> _events = [];

    public IReadOnlyList<AwsEvent> Events => [.. _events];

    public void Publish(AwsEvent published) => _events.Enqueue(published);
}
