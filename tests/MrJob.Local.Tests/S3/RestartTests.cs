using System.Text.Json.Nodes;
using FsCheck.Xunit;
using MrJob.Local.S3.Storage;
using MrJob.Local.Tests.S3.Storage;

namespace MrJob.Local.Tests.S3;

/// <summary>The same folder opened again, also as a process that was killed leaves it.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Property(Arbitrary = [typeof(Keys)], MaxTest = 8, EndSize = 20)]
    public void Any_keys_are_there_again_after_a_restart(OddKey[] keys)
    {
        using var folder = new StoreFolder();
        var names = keys.Select(key => key.Text).Distinct().ToList();
        var store = folder.Open();
        store.CreateBucket("data");
        foreach (var key in names)
            StoreFolder.Put(store, key, key);
        foreach (var key in names.Where((_, i) => i % 3 == 0))
            store.Delete("data", key).ShouldBeTrue();
        var left = names.Where((_, i) => i % 3 != 0).Order(KeyOrder.Utf8).ToList();

        var reloaded = folder.Open();

        reloaded.List("data", "").ShouldBe(store.List("data", ""));
        reloaded.List("data", "").Select(stored => stored.Key).ShouldBe(left);
        foreach (var key in left)
            File.ReadAllText(reloaded.Find("data", key)!.File).ShouldBe(key);
        Directory.GetFiles(folder.File("s3/data"), "*", SearchOption.AllDirectories).Length.ShouldBe(left.Count);
    }

    [Fact]
    public void A_bucket_keeps_its_settings_over_a_restart()
    {
        _folder.Open("data").SetEventBridge("data", true);
        _folder.Clock.Now += TimeSpan.FromDays(1);

        var bucket = _folder.Open().Buckets.ShouldHaveSingleItem();

        bucket.EventBridge.ShouldBeTrue();
        bucket.Created.ShouldBe(_folder.Clock.Now - TimeSpan.FromDays(1));
    }

    [Fact]
    public void A_write_that_was_committed_and_not_carried_out_is_carried_out_on_the_next_start()
    {
        var store = _folder.Open("data");
        StoreFolder.Put(store, "k", "old");
        StoreFolder.Put(store, "k", "new");
        // As a kill between the journal's line and the rename leaves it.
        var journal = File.ReadAllLines(_folder.File("s3/.index/data.jsonl"));
        var staged = JsonNode.Parse(journal[^1])!["put"]!["staged"]!.GetValue<string>();
        File.Move(_folder.File("s3/data/k"), _folder.File("s3/.staging/" + staged));
        _folder.Write("s3/data/k", "old");

        var found = _folder.Open().Find("data", "k")!;

        File.ReadAllText(found.File).ShouldBe("new");
        found.ETag.ShouldBe(store.Find("data", "k")!.ETag);
    }

    [Fact]
    public void A_delete_that_was_committed_and_not_carried_out_is_carried_out_on_the_next_start()
    {
        var store = _folder.Open("data");
        StoreFolder.Put(store, "a/b", "x");
        store.Delete("data", "a/b");
        _folder.Write("s3/data/a/b", "x");

        _folder.Open().Find("data", "a/b").ShouldBeNull();

        Directory.Exists(_folder.File("s3/data/a")).ShouldBeFalse();
    }

    [Fact]
    public void A_torn_line_was_never_answered_and_does_not_count()
    {
        var store = _folder.Open("data");
        StoreFolder.Put(store, "k", "old");
        var whole = File.ReadAllLines(_folder.File("s3/.index/data.jsonl"))[^1];
        File.AppendAllText(_folder.File("s3/.index/data.jsonl"), whole[..^20]);
        _folder.Write("s3/.staging/half", "ne");

        var reloaded = _folder.Open();
        StoreFolder.Put(reloaded, "l", "after");

        _folder.Open().List("data", "").Select(stored => stored.Key).ShouldBe(["k", "l"]);
        Directory.GetFiles(_folder.File("s3/.staging")).ShouldBeEmpty();
    }

    [Fact]
    public void A_broken_journal_is_named_with_its_line()
    {
        _folder.Open("data");
        File.AppendAllText(_folder.File("s3/.index/data.jsonl"), "{broken}\n");

        Should.Throw<InvalidDataException>(() => _folder.Open()).Message.ShouldContain("data.jsonl, line 2");
    }

    [Fact]
    public void An_object_whose_file_was_taken_away_is_gone()
    {
        var store = _folder.Open("data");
        StoreFolder.Put(store, "k", "x");
        StoreFolder.Put(store, "l", "x");
        File.Delete(store.Find("data", "k")!.File);

        _folder.Open().List("data", "").Select(stored => stored.Key).ShouldBe(["l"]);
    }

    [Fact]
    public void The_journal_does_not_grow_with_what_is_past()
    {
        var store = _folder.Open("data");
        for (var i = 0; i < 2_500; i++)
            StoreFolder.Put(store, "k", "x");

        File.ReadLines(_folder.File("s3/.index/data.jsonl")).Count().ShouldBeLessThan(1_010);
        _folder.Open().List("data", "").ShouldBe(store.List("data", ""));
    }

    [Fact]
    public void An_object_whose_file_a_power_cut_left_empty_is_gone_until_it_is_put_again()
    {
        var store = _folder.Open("data");
        StoreFolder.Put(store, "k", "x");
        File.WriteAllBytes(store.Find("data", "k")!.File, []);

        var reloaded = _folder.Open();
        reloaded.Find("data", "k").ShouldBeNull();
        StoreFolder.Put(reloaded, "k", "y");

        File.ReadAllText(_folder.Open().Find("data", "k")!.File).ShouldBe("y");
    }

    [Fact]
    public void An_upload_that_was_half_removed_is_removed()
    {
        _folder.Open("data").Uploads.Add(new("0123", "data", "kept", _folder.Clock.Now, new Dictionary<string, string>()));
        _folder.Write("s3/.uploads/4567/00001-abc-", "part");

        _folder.Open().Uploads.List("data").ShouldHaveSingleItem().Key.ShouldBe("kept");

        Directory.Exists(_folder.File("s3/.uploads/4567")).ShouldBeFalse();
    }
}
