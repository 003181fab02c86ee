using System.Text;
using FsCheck.Xunit;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.Tests.S3.Storage;

public class ListingTests
{
    [Property(Arbitrary = [typeof(Keys)], MaxTest = 500)]
    public void Keys_are_ordered_by_their_bytes(OddKey one, OddKey other) =>
        Math.Sign(KeyOrder.Utf8.Compare(one.Text, other.Text))
            .ShouldBe(Math.Sign(Encoding.UTF8.GetBytes(one.Text).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other.Text))));

    [Property(Arbitrary = [typeof(Keys)], MaxTest = 300)]
    public void Pages_put_together_are_what_a_look_at_every_key_gives(OddKey[] keys, OddKey prefixOf, bool delimited, byte pageSize)
    {
        var prefix = prefixOf.Text[..Math.Min(1, prefixOf.Text.Length - 1)];
        var request = new ListingRequest(prefix, delimited ? "/" : "", MaxKeys: 1 + pageSize % 4);
        var index = IndexOf([.. keys.Select(key => key.Text).Distinct()]);

        AllPages(index, request).ShouldBe(Expected(index, request));
    }

    [Fact]
    public void Keys_below_a_delimiter_are_rolled_up()
    {
        var page = Listing.Page(IndexOf("a/1", "a/2", "b", "c/1/x", "c/2"), new(Delimiter: "/"));

        page.Objects.Select(entry => entry.Key).ShouldBe(["b"]);
        page.CommonPrefixes.ShouldBe(["a/", "c/"]);
        page.IsTruncated.ShouldBeFalse();
    }

    [Fact]
    public void The_start_is_left_out_and_need_not_be_a_key() =>
        Listing.Page(IndexOf("a", "b", "d"), new(After: "b")).Objects.Select(entry => entry.Key)
            .Concat(Listing.Page(IndexOf("a", "b", "d"), new(After: "c")).Objects.Select(entry => entry.Key)).ShouldBe(["d", "d"]);

    [Fact]
    public void A_page_of_no_keys_is_not_truncated() => Listing.Page(IndexOf("a"), new(MaxKeys: 0)).IsTruncated.ShouldBeFalse();

    [Fact]
    public void A_page_costs_what_it_holds_however_many_keys_are_rolled_up()
    {
        var index = IndexOf([.. Enumerable.Range(0, 20_000).Select(n => $"folder-{n % 10}/{n:00000}")]);

        for (var round = 0; round < 2_000; round++)
            Listing.Page(index, new(Delimiter: "/")).CommonPrefixes.Count.ShouldBe(10);
    }

    private static KeyIndex IndexOf(params string[] keys) =>
        KeyIndex.Of(keys.Select(key => new ObjectEntry(key, key, 0, "", default, 0, new Dictionary<string, string>())));

    private static List<string> AllPages(KeyIndex index, ListingRequest request)
    {
        var names = new List<string>();
        ListingPage page;
        do
        {
            page = Listing.Page(index, request);
            var onPage = page.Objects.Select(entry => entry.Key).Concat(page.CommonPrefixes).Order(KeyOrder.Utf8).ToList();
            onPage.Count.ShouldBeLessThanOrEqualTo(request.MaxKeys);
            names.AddRange(onPage);
            request = request with { After = page.Last };
        }
        while (page.IsTruncated);
        return names;
    }

    private static List<string> Expected(KeyIndex index, ListingRequest request) =>
        [.. index.All.Select(entry => entry.Key).Where(key => key.StartsWith(request.Prefix, StringComparison.Ordinal))
            .Select(key => RollUp(key, request)).Distinct().Order(KeyOrder.Utf8)];

    private static string RollUp(string key, ListingRequest request)
    {
        var at = request.Delimiter == "" ? -1 : key.IndexOf(request.Delimiter, request.Prefix.Length, StringComparison.Ordinal);
        return at < 0 ? key : key[..(at + 1)];
    }
}
