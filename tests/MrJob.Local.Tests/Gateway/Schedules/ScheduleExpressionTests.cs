using MrJob.Local.Gateway.Schedules;

namespace MrJob.Local.Tests.Gateway.Schedules;

public class ScheduleExpressionTests
{
    [Theory]
    [InlineData("rate(1 minute)", "every 1 minute", 60)]
    [InlineData("rate(5 minutes)", "every 5 minutes", 300)]
    [InlineData("rate(1 hours)", "every 1 hour", 3600)]
    [InlineData("rate( 2 days )", "every 2 days", 172800)]
    public void Rates_are_read(string text, string says, int seconds)
    {
        var rate = ScheduleExpression.Parse(text, TimeZoneInfo.Utc).ShouldBeOfType<RateSchedule>();
        rate.Interval.ShouldBe(TimeSpan.FromSeconds(seconds));
        rate.ToString().ShouldBe(says);
    }

    [Fact]
    public void A_rate_counts_from_its_start()
    {
        var rate = ScheduleExpression.Parse("rate(5 minutes)", TimeZoneInfo.Utc);
        var start = At("2026-07-01T10:00:30Z");
        rate.Next(start, start).ShouldBe(At("2026-07-01T10:05:30Z"));
        rate.Next(start, At("2026-07-01T10:05:30Z")).ShouldBe(At("2026-07-01T10:10:30Z"));
        rate.Next(start, At("2026-07-01T11:07:00Z")).ShouldBe(At("2026-07-01T11:10:30Z"));
    }

    [Theory]
    [InlineData("* * * * ? *", "2026-07-01T10:00:00Z", "2026-07-01T10:01:00Z")]
    [InlineData("0 12 * * ? *", "2026-07-01T12:00:00Z", "2026-07-02T12:00:00Z")]
    [InlineData("0/15 8-17 ? * MON-FRI *", "2026-07-03T17:45:00Z", "2026-07-06T08:00:00Z")]
    [InlineData("0 0 1 1 ? *", "2026-07-01T00:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData("30 6 31 * ? *", "2026-08-31T06:30:00Z", "2026-10-31T06:30:00Z")]
    [InlineData("0 0 29 2 ? *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 9 ? JAN,JUL 1 *", "2026-07-01T00:00:00Z", "2026-07-05T09:00:00Z")]
    [InlineData("0 9 ? * 7 2027-2028", "2026-07-01T00:00:00Z", "2027-01-02T09:00:00Z")]
    public void Cron_finds_its_next_time(string fields, string after, string next) =>
        ScheduleExpression.Parse($"cron({fields})", TimeZoneInfo.Utc).Next(At(after), At(after)).ShouldBe(At(next));

    [Fact]
    public void Cron_that_is_over_has_no_next_time() =>
        ScheduleExpression.Parse("cron(0 0 1 1 ? 2020)", TimeZoneInfo.Utc).Next(At("2026-07-01T00:00:00Z"), At("2026-07-01T00:00:00Z")).ShouldBeNull();

    [Theory]
    [InlineData("0 9 * * ? *", "2026-03-28T12:00:00Z", "2026-03-29T07:00:00Z")]  // summer time has begun
    [InlineData("30 2 * * ? *", "2026-03-28T12:00:00Z", "2026-03-30T00:30:00Z")] // 02:30 does not exist on the 29th
    public void Cron_keeps_to_the_clock_of_its_time_zone(string fields, string after, string next) =>
        ScheduleExpression.Parse($"cron({fields})", TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).Next(At(after), At(after)).ShouldBe(At(next));

    [Theory]
    [InlineData("every minute", "it must be rate(")]
    [InlineData("rate(0 minutes)", "a whole number from 1")]
    [InlineData("rate(5)", "a whole number from 1")]
    [InlineData("rate(5 weeks)", "must be minutes, hours or days")]
    [InlineData("cron(0 12 * * ?)", "six fields")]
    [InlineData("cron(0 12 * * * *)", "must be '?'")]
    [InlineData("cron(60 12 * * ? *)", "'60' as minutes; it must be '*', '?' or values from 0 to 59")]
    [InlineData("cron(0 12 L * ? *)", "'L' as day of month")]
    [InlineData("cron(0 17-8 * * ? *)", "'17-8' as hours")]
    [InlineData("cron(0/0 8 * * ? *)", "'0/0' as minutes")]
    public void A_bad_expression_is_named_with_what_is_allowed(string text, string says) =>
        Should.Throw<FormatException>(() => ScheduleExpression.Parse(text, TimeZoneInfo.Utc)).Message.ShouldContain(says);

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time);
}
