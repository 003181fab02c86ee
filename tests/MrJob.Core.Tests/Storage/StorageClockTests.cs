using Microsoft.Extensions.Time.Testing;
using MrJob.Core.Storage;

namespace MrJob.Core.Tests.Storage;

public class StorageClockTests
{
    private static readonly DateTimeOffset Wrong = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Wrong);

    [Fact]
    public void The_time_is_S3s_however_wrong_the_own_clock_is()
    {
        var clock = new StorageClock(_time);
        clock.Observe("Sun, 22 Nov 2026 17:00:00 GMT", clock.Timestamp);
        _time.Advance(TimeSpan.FromSeconds(5));
        clock.Now.ShouldBe(new(2026, 11, 22, 17, 0, 5, TimeSpan.Zero));
    }

    [Fact]
    public void An_answer_that_was_long_on_its_way_leaves_open_how_late_it_is()
    {
        var clock = new StorageClock(_time);
        var asked = clock.Timestamp;
        _time.Advance(TimeSpan.FromMinutes(2)); // the process stalled, before S3 answered or after
        clock.Observe("Sun, 22 Nov 2026 17:00:00 GMT", asked);
        clock.Now.ShouldBe(new(2026, 11, 22, 17, 0, 0, TimeSpan.Zero));
        clock.Latest.ShouldBe(new(2026, 11, 22, 17, 2, 1, TimeSpan.Zero), "and dates are cut to whole seconds");
    }

    [Fact]
    public void What_is_no_date_changes_nothing()
    {
        var clock = new StorageClock(_time);
        clock.Observe("yesterday", clock.Timestamp);
        clock.Now.ShouldBe(Wrong);
    }
}
