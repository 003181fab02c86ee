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
        clock.Observe("Sun, 22 Nov 2026 17:00:00 GMT");
        _time.Advance(TimeSpan.FromSeconds(5));
        clock.Now.ShouldBe(new(2026, 11, 22, 17, 0, 5, TimeSpan.Zero));
    }

    [Fact]
    public void What_is_no_date_changes_nothing()
    {
        var clock = new StorageClock(_time);
        clock.Observe("yesterday");
        clock.Now.ShouldBe(Wrong);
    }
}
