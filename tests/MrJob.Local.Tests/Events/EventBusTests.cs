using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using MrJob.Local.Events;
using MrJob.Testing;

namespace MrJob.Local.Tests.Events;

public sealed class EventBusTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2026-07-01T10:00:00Z"));
    private readonly ConcurrentQueue<string> _log = [];
    private readonly ConcurrentQueue<string> _delivered = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_event_reaches_all_rules_that_match_and_leaves_no_file()
    {
        var bus = Bus();
        bus.Start([Rule("a", "aws.s3"), Rule("b", "aws.s3"), Rule("c", "aws.emr")]);

        bus.Publish(Event("1"));
        await bus.StopAsync();

        _delivered.Order().ShouldBe(["a 1", "b 1"]);
        Waiting().ShouldBe(0);
    }

    [Fact]
    public async Task A_target_gets_the_whole_envelope()
    {
        var bus = Bus();
        var payload = "";
        bus.Start([new("r", Pattern("aws.s3"), null, bytes => { payload = Encoding.UTF8.GetString(bytes); return Task.CompletedTask; })]);

        var published = Event("1");
        bus.Publish(published);
        await bus.StopAsync();

        JsonNode.DeepEquals(JsonNode.Parse(payload), published.ToJson()).ShouldBeTrue(payload);
    }

    [Fact]
    public async Task A_rule_with_an_input_sends_that_instead()
    {
        var bus = Bus();
        bus.Start([new("r", Pattern("aws.s3"), """{"look":true}""", bytes =>
        {
            _delivered.Enqueue(Encoding.UTF8.GetString(bytes));
            return Task.CompletedTask;
        })]);

        bus.Publish(Event("1"));
        await bus.StopAsync();

        _delivered.ShouldBe(["""{"look":true}"""]);
    }

    [Fact]
    public async Task Events_from_before_the_start_are_delivered_at_the_start()
    {
        var bus = Bus();
        bus.Publish(Event("1"));
        bus.Publish(Event("2"));
        Waiting().ShouldBe(2);

        bus.Start([Rule("a", "aws.s3")]);
        await Until(() => Waiting() == 0 && _delivered.Count == 2);
        await bus.StopAsync();
    }

    [Fact]
    public async Task What_an_earlier_process_left_is_delivered_by_the_next()
    {
        Bus().Publish(Event("1"));

        var next = Bus();
        next.Start([Rule("a", "aws.s3")]);
        await Until(() => Waiting() == 0);

        _delivered.ShouldBe(["a 1"]);
    }

    [Fact]
    public async Task A_crash_between_delivery_and_removal_delivers_again()
    {
        var reached = new TaskCompletionSource();
        var dying = Bus();
        dying.Start([Rule("a", "aws.s3"), new("never ends", Pattern("aws.s3"), null, _ =>
        {
            reached.SetResult();
            return new TaskCompletionSource().Task;
        })]);
        dying.Publish(Event("1"));
        await reached.Task;
        Waiting().ShouldBe(1);

        var next = Bus();
        next.Start([Rule("a", "aws.s3")]);
        await Until(() => Waiting() == 0);

        _delivered.ShouldBe(["a 1", "a 1"]);
    }

    [Fact]
    public async Task A_cancelled_delivery_keeps_its_event()
    {
        var bus = Bus();
        bus.Start([Rule("a", "aws.s3"), new("stopped", Pattern("aws.s3"), null, _ => Task.FromCanceled(new CancellationToken(true)))]);

        bus.Publish(Event("1"));
        await bus.StopAsync();

        Waiting().ShouldBe(1);
        _log.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_a_stop_events_wait_for_the_next_start()
    {
        var bus = Bus();
        bus.Start([Rule("a", "aws.s3")]);
        await bus.StopAsync();

        bus.Publish(Event("1"));
        Waiting().ShouldBe(1);

        bus.Start([Rule("a", "aws.s3")]);
        await Until(() => Waiting() == 0);
        _delivered.ShouldBe(["a 1"]);
    }

    [Fact]
    public async Task An_event_that_no_rule_wants_costs_no_file()
    {
        var bus = Bus();
        bus.Publish(Event("1"));
        bus.Start([Rule("c", "aws.emr")]);
        await Until(() => Waiting() == 0);

        bus.Publish(Event("2"));
        Waiting().ShouldBe(0);
        _delivered.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_no_event_is_set_aside_and_half_a_file_is_removed()
    {
        _folder.Write("0001.json", "{\"source\":");
        _folder.Write("0002.tmp", "{");

        var bus = Bus();
        bus.Start([Rule("a", "aws.s3")]);
        await Until(() => File.Exists(_folder.File("0001.json.damaged")) && !_log.IsEmpty);

        _log.ShouldHaveSingleItem().ShouldContain("0001.json: is no event");
        File.Exists(_folder.File("0002.tmp")).ShouldBeFalse();
    }

    [Fact]
    public async Task Publishing_thousands_does_not_wait_for_slow_targets()
    {
        var open = new TaskCompletionSource();
        var bus = Bus();
        bus.Start([new("slow", Pattern("aws.s3"), null, async bytes => { await open.Task; _delivered.Enqueue(Id(bytes)); })]);

        for (var n = 0; n < 3000; n++)
            bus.Publish(Event($"{n}"));
        Waiting().ShouldBe(3000);

        open.SetResult();
        await bus.StopAsync();
        _delivered.Distinct().Count().ShouldBe(3000);
        Waiting().ShouldBe(0);
    }

    [Fact]
    public async Task Many_publishers_at_once_during_the_start_lose_nothing_and_repeat_nothing()
    {
        var bus = Bus();
        var publishing = Enumerable.Range(0, 400).Select(n => Task.Run(() => bus.Publish(Event($"{n}")))).ToList();
        bus.Start([Rule("a", "aws.s3")]);
        await Task.WhenAll(publishing);
        await Until(() => Waiting() == 0);

        _delivered.Count.ShouldBe(400);
        _delivered.Distinct().Count().ShouldBe(400);
    }

    private EventBus Bus() => new(_folder.Path, _time, _log.Enqueue);

    private int Waiting() => Directory.GetFiles(_folder.Path, "*.json").Length;

    private EventRule Rule(string name, string source) => new(name, Pattern(source), null, bytes =>
    {
        _delivered.Enqueue($"{name} {Id(bytes)}");
        return Task.CompletedTask;
    });

    private static string Id(byte[] payload) => JsonNode.Parse(payload)!["id"]!.GetValue<string>();

    private static EventPattern Pattern(string source) => EventPattern.Parse(new JsonObject { ["source"] = new JsonArray(source) });

    private AwsEvent Event(string id) => new(
        id, "aws.s3", "Object Created", _time.GetUtcNow(), ["arn:aws:s3:::state"],
        new JsonObject { ["bucket"] = new JsonObject { ["name"] = "state" }, ["object"] = new JsonObject { ["key"] = $"queue/{id}" } });

    private static async Task Until(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
