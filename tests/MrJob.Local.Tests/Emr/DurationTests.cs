using MrJob.Local.Emr;

namespace MrJob.Local.Tests.Emr;

public class DurationTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("250ms", 250)]
    [InlineData("90s", 90_000)]
    [InlineData("1.5m", 90_000)]
    [InlineData("24h", 86_400_000)]
    public void A_duration_is_a_number_and_a_unit(string text, int milliseconds)
    {
        Duration.TryParse(text, out var duration).ShouldBeTrue();
        duration.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("5")]
    [InlineData("-5s")]
    [InlineData("5 s")]
    [InlineData("soon")]
    [InlineData("25h")]
    [InlineData("1e9s")]
    [InlineData("5d")]
    public void Whatever_else_is_none(string? text) => Duration.TryParse(text, out _).ShouldBeFalse();
}
