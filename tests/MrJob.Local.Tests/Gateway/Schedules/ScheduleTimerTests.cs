using Microsoft.Extensions.Time.Testing;
using MrJob.Local.Gateway.Schedules;

namespace MrJob.Local.Tests.Gateway.Schedules;

public class ScheduleTimerTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2026-07-01T10:00:00Z"));
    private readonly List<DateTimeOffset> _ticks = [];

    [Fact]
    public async Task A_rate_ticks_one_interval_after_the_start_and_then_each_interval()
    {
        await using var timer = Timer("rate(5 minutes)");
        Minutes(4);
        _ticks.ShouldBeEmpty();
        Minutes(11);
        _ticks.Select(tick => tick.Minute).ShouldBe([5, 10, 15]);
    }

    [Fact]
    public async Task Ticks_that_were_slept_through_are_one()
    {
        await using var timer = Timer("rate(1 minute)");
        _time.Advance(TimeSpan.FromHours(8));
        _ticks.Count.ShouldBe(1);
        Minutes(2);
        _ticks.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Cron_ticks_at_its_times()
    {
        await using var timer = Timer("cron(0/30 * * * ? *)");
        Minutes(61);
        _ticks.Select(tick => tick.Minute).ShouldBe([30, 0]);
    }

    [Fact]
    public async Task A_timer_that_was_disposed_of_ticks_no_more()
    {
        await Timer("rate(1 minute)").DisposeAsync();
        Minutes(5);
        _ticks.ShouldBeEmpty();
    }

    private ScheduleTimer Timer(string expression) => new(ScheduleExpression.Parse(expression, TimeZoneInfo.Utc), _time, _ticks.Add);

    private void Minutes(int count)
    {
        for (var n = 0; n < count; n++)
            _time.Advance(TimeSpan.FromMinutes(1));
    }
}
