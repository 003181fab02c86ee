using MrJob.Local.S3;

namespace MrJob.Local.Tests.S3;

public sealed class ObjectStoreTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_imported_file_is_an_object_where_a_person_finds_it()
    {
        var store = _folder.Open("data");
        var file = _folder.Write("made/part-00000", "hello");

        var stored = await store.ImportAsync("data", "out/part-00000", file);

        stored.ShouldBe(store.Find("data", "out/part-00000"));
        stored.File.ShouldBe(_folder.File("s3/data/out/part-00000"));
        stored.ETag.ShouldBe("5d41402abc4b2a76b9719d911017c592");
        stored.Size.ShouldBe(5);
        stored.LastModified.ShouldBe(_folder.Clock.Now);
        (await File.ReadAllTextAsync(stored.File)).ShouldBe("hello");
        File.Exists(file).ShouldBeFalse();
    }

    [Fact]
    public async Task Importing_into_a_missing_bucket_leaves_the_file()
    {
        var file = _folder.Write("file", "x");

        await Should.ThrowAsync<DirectoryNotFoundException>(() => _folder.Open().ImportAsync("nowhere", "k", file));

        File.Exists(file).ShouldBeTrue();
    }

    [Fact]
    public async Task Importing_announces_the_object_where_the_bucket_asks_for_it()
    {
        var store = _folder.Open("quiet", "loud");
        store.SetEventBridge("loud", true);

        await store.ImportAsync("quiet", "k", _folder.Write("1", "x"));
        await store.ImportAsync("loud", "a key", _folder.Write("2", "hello"));

        var announced = _folder.Bus.Events.ShouldHaveSingleItem();
        announced.Source.ShouldBe("aws.s3");
        announced.DetailType.ShouldBe("Object Created");
        announced.Resources.ShouldBe(["arn:aws:s3:::loud"]);
        announced.Time.ShouldBe(_folder.Clock.Now);
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
        var store = _folder.Open("data");
        store.SetEventBridge("data", true);
        await store.ImportAsync("data", "k", _folder.Write("1", "x"));
        await store.ImportAsync("data", "k", _folder.Write("2", "x"));
        store.Delete("data", "k");
        _folder.Clock.Now -= TimeSpan.FromHours(1);

        await _folder.Open().ImportAsync("data", "k", _folder.Write("3", "x"));

        var sequencers = _folder.Bus.Events.Select(e => e.Detail["object"]!["sequencer"]!.GetValue<string>()).ToList();
        sequencers.Count.ShouldBe(4);
        sequencers.ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        sequencers.Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void A_deleted_bucket_stays_deleted()
    {
        var store = _folder.Open("data");
        StoreFolder.Put(store, "k", "x");
        Should.Throw<S3Exception>(() => store.DeleteBucket("data")).Code.ShouldBe("BucketNotEmpty");
        store.Delete("data", "k");

        store.DeleteBucket("data");

        store.BucketExists("data").ShouldBeFalse();
        _folder.Open().Buckets.ShouldBeEmpty();
        Directory.Exists(_folder.File("s3/data")).ShouldBeFalse();
    }

    [Fact]
    public void An_open_reader_keeps_what_it_opened()
    {
        var store = _folder.Open("data");
        StoreFolder.Put(store, "k", "old");
        using var reader = new StreamReader(store.Find("data", "k")!.File);

        StoreFolder.Put(store, "k", "new");

        reader.ReadToEnd().ShouldBe("old");
    }

    [Fact]
    public void Readers_see_the_content_and_the_etag_of_one_write()
    {
        var store = _folder.Open("data");
        string[] contents = ["short", new string('l', 100_000)];
        StoreFolder.Put(store, "k", contents[0]);
        using var stop = new CancellationTokenSource();

        Parallel.Invoke(
            () =>
            {
                for (var i = 0; i < 500; i++)
                    StoreFolder.Put(store, "k", contents[i % 2]);
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

    [Fact]
    public void An_illegal_bucket_name_makes_no_folder()
    {
        var store = _folder.Open();

        Should.Throw<S3Exception>(() => store.CreateBucket("..")).Code.ShouldBe("InvalidBucketName");
        Should.Throw<S3Exception>(() => store.CreateBucket(".index")).Code.ShouldBe("InvalidBucketName");
    }

    [Fact]
    public void Thousands_of_keys_are_listed_by_prefix()
    {
        var store = _folder.Open("data");
        for (var i = 0; i < 600; i++)
            StoreFolder.Put(store, $"{i % 3}/{i:0000}", "");

        store.List("data", "1/").Count.ShouldBe(200);
        store.List("data", "1/000").Select(stored => stored.Key).ShouldBe(["1/0001", "1/0004", "1/0007"]);
        store.List("data", "9/").ShouldBeEmpty();
        store.List("nowhere", "").ShouldBeEmpty();
    }
}
