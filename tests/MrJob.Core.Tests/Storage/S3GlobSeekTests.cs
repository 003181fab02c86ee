using MrJob.Core.Storage;
using MrJob.Core.Storage.Globs;

namespace MrJob.Core.Tests.Storage;

public class S3GlobSeekTests
{
    private const string Alphabet = "ab/0";

    [Theory]
    [InlineData("part-0?7*", "part-000999", "part-006\U0010FFFF")]
    [InlineData("part-0?7*", "part-007999", "part-007999")] // more of it may follow
    [InlineData("part-0?7*", "part-008000", "part-016\U0010FFFF")]
    [InlineData("[ac]*", "b", "b\U0010FFFF")]
    [InlineData("[ac]*", "d", null)]
    [InlineData("logs/*/x", "logs/a/y", "logs/a/\U0010FFFF")]
    [InlineData("{2024,2026}/*", "2025/a", "2026.\U0010FFFF")]
    [InlineData("a", "a", null)]
    [InlineData("x*", "a", "w\U0010FFFF")]
    public void Listing_goes_on_where_the_next_match_may_be(string glob, string after, string? from) =>
        GlobSeek.Next(S3Glob.Parse(glob).Start, "", after).ShouldBe(from);

    /// <summary>Against all short keys there are: nothing that matches is passed over, and it never goes back.</summary>
    [Theory]
    [InlineData("a*b")]
    [InlineData("?/[ab]")]
    [InlineData("*/*")]
    [InlineData("{a,b/0}*")]
    [InlineData("[^a]?0")]
    [InlineData("a{,b}{/,0*}")]
    [InlineData("[b0]*/a")]
    public void No_match_is_passed_over(string pattern)
    {
        var glob = S3Glob.Parse(pattern);
        var keys = Keys(4).Order(KeyOrder.Utf8).ToList();
        foreach (var after in keys)
        {
            var from = GlobSeek.Next(glob.Start, "", after);
            if (from is not null)
                KeyOrder.Utf8.Compare(from, after).ShouldBeGreaterThanOrEqualTo(0);
            keys.Where(k => KeyOrder.Utf8.Compare(k, after) > 0 && (from is null || KeyOrder.Utf8.Compare(k, from) <= 0) && glob.IsMatch(k))
                .ShouldBeEmpty($"{pattern} after {after} goes on from {from}");
        }
    }

    private static IEnumerable<string> Keys(int length) =>
        length == 0 ? [""] : Keys(length - 1).SelectMany(k => k.Length == length - 1 ? Alphabet.Select(c => k + c).Prepend(k) : [k]);
}
