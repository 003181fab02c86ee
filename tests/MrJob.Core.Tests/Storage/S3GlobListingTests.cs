using System.Globalization;
using MrJob.Core.Storage;
using MrJob.Core.Storage.Globs;

namespace MrJob.Core.Tests.Storage;

public class S3GlobListingTests
{
    private static readonly List<string> Folders = [.. from f in Enumerable.Range(0, 1000) from k in Enumerable.Range(0, 1000) select $"logs/{f:000}/part-{k:00000}"];
    private static readonly List<string> Flat = [.. Enumerable.Range(0, 1_000_000).Select(i => $"part-{i:000000}")];
    private static readonly List<string> Tree = [.. Enumerable.Range(0, 1_000_000).Select(i => $"a{i / 10_000}/b{i / 100 % 100}/k{i % 100}").Order(KeyOrder.Utf8)];
    private static readonly List<string> Small = [.. from f in Enumerable.Range(0, 100_000) from k in Enumerable.Range(0, 10) select $"in/{f:000000}/{k}"];

    // Hits are in 2 of a thousand folders, and nothing in the folders' names says in which.
    private static readonly List<string> Hidden = [.. from f in Enumerable.Range(0, 1000) from k in Enumerable.Range(0, 1000) select $"logs/{f:000}/{(f is 300 or 700 ? "hit" : "miss")}-{k:0000}"];

    /// <summary>Of a million keys, each: what listing all of them would take is 1,000 calls and a million names.</summary>
    [Theory]
    [InlineData("folders", "logs/{123,456}/*", 2000, 4, 2000)]
    [InlineData("folders", "logs/12[34]/part-*", 2000, 5, 4000)]
    [InlineData("folders", "logs/?33/*", 10_000, 15, 13_000)]
    [InlineData("folders", "logs/*99/part-0000?", 100, 15, 3000)]
    [InlineData("folders", "logs/*/part-0000[01]", 2000, 1100, 22_000)]
    [InlineData("folders", "{logs,none}/00[0-1]/*", 2000, 8, 4000)]
    [InlineData("folders", "*/*/part-00999", 1000, 1100, 20_000)]
    [InlineData("folders", "logs/500/part-00500", 1, 1, 1)]
    [InlineData("folders", "nothing/*", 0, 1, 0)]
    [InlineData("folders", "*", 0, 1, 1)]
    [InlineData("flat", "part-0?7*", 10_000, 25, 11_000)]
    [InlineData("flat", "part-{000,999}*", 2000, 4, 2000)]
    [InlineData("flat", "part-00[1-2]*", 2000, 4, 4000)]
    [InlineData("flat", "part-??0000", 100, 101, 101_000)]
    [InlineData("flat", "part-[^0-8]99*", 1000, 4, 3000)]
    [InlineData("flat", "part-000777", 1, 1, 1)]
    [InlineData("tree", "a7/*/k*", 10_000, 15, 11_000)]
    [InlineData("tree", "*/b77/k5*", 1100, 220, 20_000)]
    [InlineData("tree", "{a1,a2}/{b1,b2}/k1?", 40, 4, 44)]
    [InlineData("small", "in/*/0", 100_000, 1001, 1_000_000)]
    [InlineData("small", "in/0000??/[0-1]", 200, 3, 3000)]
    [InlineData("hidden", "logs/*/hit-*", 2000, 1100, 20_000)]
    public async Task A_glob_over_a_million_keys_reads_only_the_pages_that_can_match(string bucket, string glob, int matches, int mostCalls, int mostNames)
    {
        var keys = bucket switch { "folders" => Folders, "flat" => Flat, "tree" => Tree, "small" => Small, _ => Hidden };
        var (s3, counts) = ManyKeys.Of(keys);

        var found = await new S3Files(s3).GlobAsync(new("bucket", glob)).Select(f => f.Uri.Key).ToListAsync();

        var pattern = S3Glob.Parse(glob);
        found.Where(pattern.IsMatch).Distinct().Count().ShouldBe(matches);
        found.Count.ShouldBe(matches);
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"{bucket} {glob}: {counts.Calls} calls, {counts.Names} names"));
        counts.Calls.ShouldBeLessThanOrEqualTo(mostCalls);
        counts.Names.ShouldBeLessThanOrEqualTo(mostNames);
    }

    /// <summary>Small pages, so that every way through the listing is taken; keys of few letters, so that everything is nested in everything.</summary>
    [Theory]
    [InlineData("*")]
    [InlineData("*/*")]
    [InlineData("a/*")]
    [InlineData("*/a*")]
    [InlineData("*/*/*")]
    [InlineData("*/?/b")]
    [InlineData("{a/*,b}")]
    [InlineData("{a,a/b}")]
    [InlineData("{*/a,b*/b}")]
    [InlineData("*{/a,b/}*")]
    [InlineData("a{,/b}")]
    [InlineData("[^a]/*b")]
    [InlineData("*/")]
    [InlineData("*//*")]
    [InlineData("a?{,b,/}*")]
    public async Task Whatever_the_pages_the_keys_and_folders_that_match_are_found_once_and_in_order(string glob)
    {
        var random = new Random(20261122);
        for (var round = 0; round < 40; round++)
        {
            var keys = Enumerable.Range(0, 60).Select(_ => Key(random)).Distinct().Order(KeyOrder.Utf8).ToList();
            var pattern = S3Glob.Parse(glob);
            var folders = keys.SelectMany(Above).Distinct().Where(f => pattern.IsMatch(glob.EndsWith('/') ? f : f[..^1])).ToList();
            var files = keys.Where(k => pattern.IsMatch(k) && !Above(k).Contains(k)).ToList();
            foreach (var pageSize in (int[])[1, 2, 7, 1000])
            {
                var found = await new GlobListing(ManyKeys.Of(keys).S3, "b", pattern, folders: true, pageSize).ListAsync(default).ToListAsync();
                found.Where(e => !e.IsFolder).Select(e => e.Uri.Key).ShouldBe(files, $"{glob} in {string.Join(' ', keys)}, pages of {pageSize}");
                found.Where(e => e.IsFolder).Select(e => e.Uri.Key).ShouldBe(folders, ignoreOrder: true, $"{glob} in {string.Join(' ', keys)}, pages of {pageSize}");
            }
        }
    }

    [Fact]
    public async Task A_listing_that_is_left_early_reads_no_more()
    {
        var (s3, counts) = ManyKeys.Of(Flat);

        (await new S3Files(s3).GlobAsync(new("b", "part-*")).Take(5).ToListAsync()).Count.ShouldBe(5);

        counts.Calls.ShouldBe(1);
    }

    private static string Key(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => "ab/"[random.Next(3)]));

    private static IEnumerable<string> Above(string key) =>
        Enumerable.Range(0, key.Length).Where(i => i > 0 && key[i] == '/' && key[i - 1] != '/').Select(i => key[..(i + 1)]);
}
