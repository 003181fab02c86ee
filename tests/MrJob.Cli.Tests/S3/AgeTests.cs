using MrJob.Cli.S3;

namespace MrJob.Cli.Tests.S3;

public class AgeTests
{
    [Theory]
    [InlineData("30m", 30)]
    [InlineData("12h", 720)]
    [InlineData("12", 720)]
    [InlineData("30d", 43200)]
    [InlineData("0m", 0)]
    public void An_age_is_minutes_hours_or_days(string text, int minutes) => Age.Parse(text).ShouldBe(TimeSpan.FromMinutes(minutes));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("3w")]
    [InlineData("-1h")]
    [InlineData("1.5h")]
    [InlineData("1hh")]
    [InlineData("1mh")]
    [InlineData("99999999d")]
    public void Anything_else_is_none(string text) => Age.Parse(text).ShouldBeNull();
}
