using System.Text.Json.Nodes;
using FsCheck.Xunit;
using MrJob.Local.S3;
using MrJob.Local.S3.Http;
using MrJob.Local.S3.Storage;
using MrJob.Local.Tests.S3.Storage;
using MrJob.Testing;

namespace MrJob.Local.Tests.S3;

public sealed class ObjectStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestClock _clock = new();
    private readonly RecordingEventBus _bus = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_imported_file_is_an_object_where_a_person_finds_it()
    {
        var store = Open("data");
        var file = _folder.Write("made/part-00000", "hello");

        var stored = await store.ImportAsync("data", "out/part-00000", file);

        stored.ShouldBe(store.Find("data", "out/part-00000"));
        stored.File.ShouldBe(_folder.File("s3/data/out/part-00000"));
        stored.ETag.ShouldBe("5d41402abc4b2a76b9719d911017c592");
        stored.Size.ShouldBe(5);
        stored.LastModified.ShouldBe(_clock.Now);
        (await File.ReadAllTextAsync(stored.File)).ShouldBe("hello");
        File.Exists(file).ShouldBeFalse();
    }

    [Fact]
    public async Task Importing_into_a_missing_bucket_leaves_the_file()
    {
        var file = _folder.Write("file", "x");

        await Should.ThrowAsync<DirectoryNotFoundException>(() => Open().ImportAsync("nowhere", "k", file));

        File.Exists(file).ShouldBeTrue();
    }

    [Fact]
    public async Task Importing_announces_the_object_where_the_bucket_asks_for_it()
    {
        var store = Open("quiet", "loud");
        store.SetEventBridge("loud", true);

        await store.ImportAsync("quiet", "k", _folder.Write("1", "x"));
        await store.ImportAsync("loud", "a key", _folder.Write("2", "hello"));

        var announced = _bus.Events.ShouldHaveSingleItem();
        announced.Source.ShouldBe("aws.s3");
        announced.DetailType.ShouldBe("Object Created");
        announced.Resources.ShouldBe(["arn:aws:s3:::loud"]);
        announced.Time.ShouldBe(_clock.Now);
        var detail = announced.Detail;
        detail["version"]!.GetValue<string>().ShouldBe("0");
        detail["bucket"]!["name"]!.GetValue<string>().ShouldBe("loud");
        detail["object"]!["key"]!.GetValue<string>().ShouldBe("a key");
        detail["object"]!["size"]!.GetValue<long>().ShouldBe(5);
        detail["object"]!["etag"]!.GetValue<string>().ShouldBe("5d41402abc4b2a76b9719d911017c592");
        detail["request-id"]!.GetValue<string>().Length.ShouldBe(16);
        detail["requester"]!.GetValue<string>().ShouldBe("123456789012");
        detail["source-ip-address"]!.GetValue<string>().ShouldBe("127.0.0.1");
        detail["reason"]!.GetValue<string>().ShouldBe("PutObject");
    }

    [Fact]
    public async Task The_sequencer_grows_over_restarts_deletes_and_clocks_set_back()
    {
        var store = Open("data");
        store.SetEventBridge("data", true);
        await store.ImportAsync("data", "k", _folder.Write("1", "x"));
        await store.ImportAsync("data", "k", _folder.Write("2", "x"));
        store.Delete("data", "k");
        _clock.Now -= TimeSpan.FromHours(1);

        await Open().ImportAsync("data", "k", _folder.Write("3", "x"));

        var sequencers = _bus.Events.Select(e => e.Detail["object"]!["sequencer"]!.GetValue<string>()).ToList();
        sequencers.Count.ShouldBe(3);
        sequencers.ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        sequencers.Distinct().Count().ShouldBe(3);
    }

    [Property(Arbitrary = [typeof(Keys)], MaxTest = 8, EndSize = 20)]
    public void Any_keys_are_there_again_after_a_restart(OddKey[] keys)
    {
        using var folder = new TempFolder();
        var names = keys.Select(key => key.Text).Distinct().ToList();
        var store = new ObjectStore(folder.Path, _bus, _clock);
        store.CreateBucket("data");
        foreach (var key in names)
            Put(store, key, key);
        foreach (var key in names.Where((_, i) => i % 3 == 0))
            store.Delete("data", key).ShouldBeTrue();
        var left = names.Where((_, i) => i % 3 != 0).Order(KeyOrder.Utf8).ToList();

        var reloaded = new ObjectStore(folder.Path, _bus, _clock);

        reloaded.List("data", "").ShouldBe(store.List("data", ""));
        reloaded.List("data", "").Select(stored => stored.Key).ShouldBe(left);
        foreach (var key in left)
            File.ReadAllText(reloaded.Find("data", key)!.File).ShouldBe(key);
        Directory.GetFiles(Path.Combine(folder.Path, "s3/data"), "*", SearchOption.AllDirectories).Length.ShouldBe(left.Count);
    }

    [Fact]
    public void A_bucket_keeps_its_settings_over_a_restart()
    {
        Open("data").SetEventBridge("data", true);
        _clock.Now += TimeSpan.FromDays(1);

        var bucket = Open().Buckets.ShouldHaveSingleItem();

        bucket.EventBridge.ShouldBeTrue();
        bucket.Created.ShouldBe(_clock.Now - TimeSpan.FromDays(1));
    }

    [Fact]
    public void A_deleted_bucket_stays_deleted()
    {
        var store = Open("data");
        Put(store, "k", "x");
        Should.Throw<S3Exception>(() => store.DeleteBucket("data")).Code.ShouldBe("BucketNotEmpty");
        store.Delete("data", "k");

        store.DeleteBucket("data");

        store.BucketExists("data").ShouldBeFalse();
        Open().Buckets.ShouldBeEmpty();
        Directory.Exists(_folder.File("s3/data")).ShouldBeFalse();
    }

    [Fact]
    public void A_write_that_was_committed_and_not_carried_out_is_carried_out_on_the_next_start()
    {
        var store = Open("data");
        Put(store, "k", "old");
        Put(store, "k", "new");
        // As a kill between the journal's line and the rename leaves it.
        var journal = File.ReadAllLines(_folder.File("s3/.index/data.jsonl"));
        var staged = JsonNode.Parse(journal[^1])!["put"]!["staged"]!.GetValue<string>();
        File.Move(_folder.File("s3/data/k"), _folder.File("s3/.staging/" + staged));
        _folder.Write("s3/data/k", "old");

        var found = Open().Find("data", "k")!;

        File.ReadAllText(found.File).ShouldBe("new");
        found.ETag.ShouldBe(store.Find("data", "k")!.ETag);
    }

    [Fact]
    public void A_delete_that_was_committed_and_not_carried_out_is_carried_out_on_the_next_start()
    {
        var store = Open("data");
        Put(store, "a/b", "x");
        store.Delete("data", "a/b");
        _folder.Write("s3/data/a/b", "x");

        Open().Find("data", "a/b").ShouldBeNull();

        Directory.Exists(_folder.File("s3/data/a")).ShouldBeFalse();
    }

    [Fact]
    public void A_torn_line_was_never_answered_and_does_not_count()
    {
        var store = Open("data");
        Put(store, "k", "old");
        var whole = File.ReadAllLines(_folder.File("s3/.index/data.jsonl"))[^1];
        File.AppendAllText(_folder.File("s3/.index/data.jsonl"), whole[..^20]);
        _folder.Write("s3/.staging/half", "ne");

        var reloaded = Open();
        Put(reloaded, "l", "after");

        Open().List("data", "").Select(stored => stored.Key).ShouldBe(["k", "l"]);
        Directory.GetFiles(_folder.File("s3/.staging")).ShouldBeEmpty();
    }

    [Fact]
    public void A_broken_journal_is_named_with_its_line()
    {
        Open("data");
        File.AppendAllText(_folder.File("s3/.index/data.jsonl"), "{broken}\n");

        Should.Throw<InvalidDataException>(() => Open()).Message.ShouldContain("data.jsonl, line 2");
    }

    [Fact]
    public void An_object_whose_file_was_taken_away_is_gone()
    {
        var store = Open("data");
        Put(store, "k", "x");
        Put(store, "l", "x");
        File.Delete(store.Find("data", "k")!.File);

        Open().List("data", "").Select(stored => stored.Key).ShouldBe(["l"]);
    }

    [Fact]
    public void The_journal_does_not_grow_with_what_is_past()
    {
        var store = Open("data");
        for (var i = 0; i < 2_500; i++)
            Put(store, "k", "x");

        File.ReadLines(_folder.File("s3/.index/data.jsonl")).Count().ShouldBeLessThan(1_010);
        Open().List("data", "").ShouldBe(store.List("data", ""));
    }

    [Fact]
    public void An_open_reader_keeps_what_it_opened()
    {
        var store = Open("data");
        Put(store, "k", "old");
        using var reader = new StreamReader(store.Find("data", "k")!.File);

        Put(store, "k", "new");

        reader.ReadToEnd().ShouldBe("old");
    }

    [Fact]
    public void Readers_see_the_content_and_the_etag_of_one_write()
    {
        var store = Open("data");
        string[] contents = ["short", new string('l', 100_000)];
        Put(store, "k", contents[0]);
        using var stop = new CancellationTokenSource();

        Parallel.Invoke(
            () =>
            {
                for (var i = 0; i < 500; i++)
                    Put(store, "k", contents[i % 2]);
                stop.Cancel();
            },
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    var (entry, content) = store.Require("data").Open("k")!.Value;
                    using (content)
                        RandomAccess.GetLength(content).ShouldBe(entry.Size);
                }
            });
    }

    [Theory]
    [InlineData(10)]
    [InlineData(8 << 20)]
    public async Task Of_sixteen_creators_of_a_key_one_wins(int size)
    {
        var store = Open("data");
        var creators = Enumerable.Range(0, 16).Select(n => Task.Run(() => TryCreate(store, new string((char)('a' + n), size)))).ToList();

        var won = await Task.WhenAll(creators);

        var winner = Array.IndexOf(won, true);
        won.Count(w => w).ShouldBe(1);
        File.ReadAllText(store.Find("data", "k")!.File)[0].ShouldBe((char)('a' + winner));
    }

    [Fact]
    public void An_illegal_bucket_name_makes_no_folder()
    {
        var store = Open();

        Should.Throw<S3Exception>(() => store.CreateBucket("..")).Code.ShouldBe("InvalidBucketName");
        Should.Throw<S3Exception>(() => store.CreateBucket(".index")).Code.ShouldBe("InvalidBucketName");
    }

    [Fact]
    public void Thousands_of_keys_are_listed_by_prefix()
    {
        var store = Open("data");
        for (var i = 0; i < 600; i++)
            Put(store, $"{i % 3}/{i:0000}", "");

        store.List("data", "1/").Count.ShouldBe(200);
        store.List("data", "1/000").Select(stored => stored.Key).ShouldBe(["1/0001", "1/0004", "1/0007"]);
        store.List("data", "9/").ShouldBeEmpty();
        store.List("nowhere", "").ShouldBeEmpty();
    }

    private ObjectStore Open(params string[] buckets)
    {
        var store = new ObjectStore(_folder.Path, _bus, _clock);
        foreach (var bucket in buckets)
            store.CreateBucket(bucket);
        return store;
    }

    private static bool TryCreate(ObjectStore store, string content)
    {
        try
        {
            Put(store, "k", content, new(IfAbsent: true));
            return true;
        }
        catch (S3Exception e) when (e.Code == "PreconditionFailed")
        {
            return false;
        }
    }

    private static void Put(ObjectStore store, string key, string text, WriteCondition? condition = null)
    {
        var staged = store.Staging.NewFile();
        File.WriteAllText(staged, text);
        var size = new FileInfo(staged).Length;
        store.Put("data", key, new(staged, size, "etag-of-" + size, ObjectHeaders.Default), condition ?? WriteCondition.None, new("PutObject", "id"));
    }
}
