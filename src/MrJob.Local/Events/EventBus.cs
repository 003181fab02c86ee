using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MrJob.Local.Events;

/// <summary>
/// The account's default event bus. It takes events from the moment it is made and delivers them from <see cref="Start"/> on: each to the
/// targets of all rules that match, at least once, in no promised order. An event's file goes when all of them are done with it,
/// so that what a process leaves undelivered is delivered by the next, to all its targets again.
/// </summary>
/// <param name="folder">Where events wait. One bus at a time may use it.</param>
/// <param name="log">Takes a line for each event that cannot be read or delivered.</param>
internal sealed class EventBus(string folder, TimeProvider time, Action<string> log) : IEventBus
{
    private readonly EventSpool _spool = new(folder, time);
    private readonly BackgroundTasks _deliveries = new(log);
    private readonly Lock _starting = new();
    private volatile IReadOnlyList<EventRule>? _rules;

    public void Publish(AwsEvent published)
    {
        var envelope = published.ToJson();
        if ((_rules ?? RulesOrKeep(envelope)) is { } rules)
            Deliver(envelope, rules);
    }

    /// <summary>Begins to deliver, with the events that wait from before.</summary>
    public void Start(IReadOnlyList<EventRule> rules)
    {
        IReadOnlyList<string> waiting;
        lock (_starting)
        {
            waiting = _spool.List();
            _rules = rules;
        }

        _deliveries.Run("undelivered events", () =>
        {
            foreach (var file in waiting.TakeWhile(_ => _rules == rules))
                Redeliver(file, rules);
            return Task.CompletedTask;
        });
    }

    /// <summary>
    /// Stops delivering and returns when the deliveries that run have ended; their targets may cut them short by cancelling. Events go on
    /// being taken, and wait for the next start.
    /// </summary>
    public Task StopAsync()
    {
        lock (_starting)
            _rules = null;
        return _deliveries.WhenIdleAsync();
    }

    /// <summary>The rules, or null when there are none yet: then the event has been kept for the start to find.</summary>
    private IReadOnlyList<EventRule>? RulesOrKeep(JsonObject envelope)
    {
        lock (_starting)
        {
            if (_rules is null)
                _spool.Add(Bytes(envelope));
            return _rules;
        }
    }

    // An event that no rule wants is done with: it costs no file.
    private void Deliver(JsonObject envelope, IReadOnlyList<EventRule> rules)
    {
        if (Matching(envelope, rules) is not { Count: > 0 } matching)
            return;
        var bytes = Bytes(envelope);
        Deliver(_spool.Add(bytes), bytes, matching);
    }

    private void Redeliver(string file, IReadOnlyList<EventRule> rules)
    {
        if (EventSpool.Read(file) is not { } envelope)
            log($"{file}: is no event; it is now *.damaged");
        else if (Matching(envelope, rules) is { Count: > 0 } matching)
            Deliver(file, Bytes(envelope), matching);
        else
            EventSpool.Remove(file);
    }

    private void Deliver(string file, byte[] envelope, List<EventRule> matching) => _deliveries.Run(Path.GetFileName(file), async () =>
    {
        await Task.WhenAll(matching.Select(rule => rule.Target(rule.Input is { } input ? Encoding.UTF8.GetBytes(input) : envelope)));
        EventSpool.Remove(file);
    });

    private static List<EventRule> Matching(JsonObject envelope, IReadOnlyList<EventRule> rules) =>
        [.. rules.Where(rule => rule.Pattern.Matches(envelope))];

    private static byte[] Bytes(JsonObject envelope) => JsonSerializer.SerializeToUtf8Bytes<JsonNode>(envelope);
}
