using MrJob.Core.Configuration;
using MrJob.Core.Uploads;

namespace MrJob.Core.Tests.Uploads;

public class UploadPatternTests
{
    [Theory]
    [InlineData("incoming/*.csv", "incoming/a.csv", "")]
    [InlineData("incoming/*.csv", "incoming/x/a.csv", null)]
    [InlineData("incoming/**.csv", "incoming/x/y/a.csv", "")]
    [InlineData("incoming/?.csv", "incoming/ab.csv", null)]
    [InlineData("in/{region}/{day}/*", "in/eu/2026-01-01/a b.txt", "region=eu day=2026-01-01")]
    [InlineData("in/{region}/{day}/*", "in//2026-01-01/a", null)]
    [InlineData("in/{region}/*", "in/eu/x/a", null)]
    [InlineData("in/day={day:20??-??-??}/_SUCCESS", "in/day=2026-01-01/_SUCCESS", "day=2026-01-01")]
    [InlineData("in/day={day:20??-??-??}/_SUCCESS", "in/day=;rm -rf/_SUCCESS", null)]
    [InlineData("a+(b)/{x}.txt", "a+(b)/1.txt", "x=1")]
    [InlineData("a.txt", "a_txt", null)]
    public void A_key_matches_as_a_whole_and_gives_what_the_captures_caught(string pattern, string key, string? captures)
    {
        var match = Read(pattern).Pattern.ShouldNotBeNull().Match(key);
        (match is null ? null : string.Join(' ', match.Select(c => $"{c.Key}={c.Value}"))).ShouldBe(captures);
    }

    [Theory]
    [InlineData("incoming/{day}/*.csv", "incoming/")]
    [InlineData("incoming/2026*", "incoming/2026")]
    [InlineData("exact.csv", "exact.csv")]
    [InlineData("**", "")]
    public void What_is_watched_begins_as_every_key_that_matches(string pattern, string prefix) => Read(pattern).Pattern!.Prefix.ShouldBe(prefix);

    [Theory]
    [InlineData("", "must be a key")]
    [InlineData("a/{day", "a brace of its own")]
    [InlineData("a/{Day}", "a brace of its own")]
    [InlineData("a/{b/c}", "a brace of its own")]
    [InlineData("a/{key}", "captures {key}, which is always there")]
    [InlineData("a/{day}/{day}", "captures {day} twice")]
    [InlineData("a/{x}{y}", "no character between {y} and the capture before it")]
    public void A_malformed_key_is_refused_with_what_is_wrong(string pattern, string fault) => Read(pattern).Faults.ShouldHaveSingleItem().Detail.ShouldContain(fault);

    [Fact]
    public void A_long_key_against_many_stars_takes_no_time() => // in proportion to the key: a backtracking match would not end
        Read(string.Concat(Enumerable.Repeat("*a", 20)) + "b").Pattern!.Match(new string('a', 1_000)).ShouldBeNull();

    private static (UploadPattern? Pattern, List<Fault> Faults) Read(string pattern)
    {
        var faults = new List<Fault>();
        return (UploadPattern.Read(new JsonReader(faults), pattern, "$.key"), faults);
    }
}
