using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using MrJob.Core.Storage;
using MrJob.Testing;

namespace MrJob.Core.Tests.Storage;

public class S3FilesTests
{
    [Fact]
    public async Task An_object_is_found_with_its_size_and_digest_and_one_that_is_missing_is_null()
    {
        await using var s3 = await LocalS3.StartAsync();
        await s3.Files.WriteAsync(new("bkt", "dir/a"), "hello"u8.ToArray());

        var found = (await s3.Files.FindAsync(new("bkt", "dir/a"))).ShouldNotBeNull();

        found.ShouldSatisfyAllConditions(f => f.Size.ShouldBe(5), f => f.Md5.ShouldBe("5d41402abc4b2a76b9719d911017c592"), f => f.LastModified.ShouldBe(Some.Time));
        (await s3.Files.FindAsync(new("bkt", "dir"))).ShouldBeNull();
        (await s3.Files.FindAsync(new("nobucket", "dir"))).ShouldBeNull();
    }

    [Theory]
    [InlineData("a b+c%20d&e=f?g#h")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("100%")]
    [InlineData("日本/😀")]
    [InlineData("x...y/..z/w..")]
    [InlineData("back\\slash")]
    [InlineData("*?[a]{b}")]
    public async Task Any_key_is_written_listed_matched_copied_read_and_deleted_as_it_is(string key)
    {
        await using var s3 = await LocalS3.StartAsync();
        await s3.Files.WriteAsync(new("bkt", key), "x"u8.ToArray());
        await s3.Files.CopyAsync(new("bkt", key), new("bkt", "copies/" + key));

        (await s3.Files.GlobAsync(new("bkt", S3Glob.Escape(key))).SingleAsync()).Uri.Key.ShouldBe(key);
        (await s3.ReadAsync(key)).ShouldBe("x");
        (await s3.Files.DeleteAsync(new[] { new S3Uri("bkt", key) }.ToAsyncEnumerable())).ShouldBe(1);
        (await KeysAsync(s3.Files.ListAsync(new("bkt", "")))).ShouldBe(["copies/" + key]);
    }

    [Theory]
    [InlineData("a/../b")]
    [InlineData("..")]
    [InlineData("a/.")]
    [InlineData("")]
    public async Task What_would_ask_for_another_object_is_refused(string key)
    {
        await using var s3 = await LocalS3.StartAsync();
        await Should.ThrowAsync<FormatException>(() => s3.Files.FindAsync(new("bkt", key)));
        await Should.ThrowAsync<FormatException>(() => s3.Files.OpenAsync(new("bkt", key)));
        await Should.ThrowAsync<FormatException>(() => s3.Files.WriteAsync(new("bkt", key), new byte[1]));
        await Should.ThrowAsync<FormatException>(() => s3.Files.CopyAsync(new("bkt", "x"), new("bkt", key)));
    }

    [Fact]
    public async Task A_folder_holds_what_is_below_its_slash_and_the_object_of_its_name()
    {
        await using var s3 = await LocalS3.StartAsync();
        foreach (var key in (string[])["data", "data-old", "data/1", "data/sub/2", "data0", "other"])
            await s3.PutAsync(key);

        (await KeysAsync(s3.Files.ListFolderAsync(new("bkt", "data")))).ShouldBe(["data", "data/1", "data/sub/2"]);
        (await KeysAsync(s3.Files.ListFolderAsync(new("bkt", "data/")))).ShouldBe(["data/1", "data/sub/2"]);
        (await KeysAsync(s3.Files.ListFolderAsync(new("bkt", "")))).Count.ShouldBe(6);
        (await KeysAsync(s3.Files.ListAsync(new("bkt", "data")))).ShouldBe(["data", "data-old", "data/1", "data/sub/2", "data0"]);
        (await KeysAsync(s3.Files.ListFolderAsync(new("bkt", "nothing")))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Folders_are_entries_once_however_they_are_marked()
    {
        await using var s3 = await LocalS3.StartAsync();
        foreach (var key in (string[])["d/", "d/file", "d/both/x", "d/both_$folder$", "d/old_$folder$", "d/both5", "d/new/", "d_$folder$"])
            await s3.PutAsync(key);

        var entries = await s3.Files.EntriesAsync(new("bkt", "d")).ToListAsync();

        entries.Select(e => e.Uri.Key).ShouldBe(["d/both/", "d/both5", "d/file", "d/new/", "d/old/"], ignoreOrder: true);
        entries.Where(e => e.IsFolder).Select(e => e.Uri.Key).ShouldBe(["d/both/", "d/new/", "d/old/"]);
        (await KeysAsync(s3.Files.FolderMarkersAsync(new("bkt", "d/both/x")))).ShouldBe(["d_$folder$", "d/both_$folder$"]);
        (await KeysAsync(s3.Files.FolderMarkersAsync(new("bkt", "d/old/")))).ShouldBe(["d_$folder$", "d/old_$folder$"]);
    }

    [Fact]
    public async Task A_folder_is_made_by_its_marker()
    {
        await using var s3 = await LocalS3.StartAsync();
        await s3.Files.MakeFolderAsync(new("bkt", "new/dir"));
        await s3.Files.MakeFolderAsync(new("bkt", ""));
        (await s3.Files.ListAsync(new("bkt", "")).SingleAsync()).ShouldSatisfyAllConditions(f => f.Uri.Key.ShouldBe("new/dir/"), f => f.IsFolderMarker.ShouldBeTrue(), f => f.Size.ShouldBe(0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5 << 20)]
    [InlineData((5 << 20) + 1)]
    [InlineData(11 << 20)]
    public async Task A_stream_of_any_length_is_written_in_parts(int length)
    {
        await using var s3 = await LocalS3.StartAsync();
        var content = new byte[length];
        new Random(1).NextBytes(content);

        await s3.Files.WriteAsync(new("bkt", "a"), new OneWay(content), partSize: 1); // S3's least is 5 MiB

        await using var stream = await s3.Files.OpenAsync(new("bkt", "a"));
        (await SHA256.HashDataAsync(stream)).ShouldBe(SHA256.HashData(content));
        (await s3.Files.FindAsync(new("bkt", "a")))!.Md5.ShouldBe(length < 5 << 20 ? Md5Of(content) : null);
    }

    [Fact]
    public async Task A_failed_upload_leaves_nothing_behind()
    {
        await using var s3 = await LocalS3.StartAsync();

        await Should.ThrowAsync<IOException>(() => s3.Files.WriteAsync(new("bkt", "a"), new OneWay(new byte[6 << 20], fails: true), partSize: 1));

        (await s3.Client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = "bkt" })).MultipartUploads.ShouldBeNull();
        (await s3.Files.FindAsync(new("bkt", "a"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_file_is_written()
    {
        await using var s3 = await LocalS3.StartAsync();
        using var folder = new TempFolder();
        await s3.Files.WriteFileAsync(new("bkt", "a"), folder.Write("a", "text"));
        (await s3.ReadAsync("a")).ShouldBe("text");
    }

    [Theory]
    [InlineData(100 << 20, "8d777f385d3dfec8815d20f7496026dc")] // at once: its ETag is still the MD5 of "data"
    [InlineData(3, null)]
    public async Task A_copy_has_the_content_and_the_metadata_also_where_it_is_made_in_parts(long atOnce, string? md5)
    {
        await using var s3 = await LocalS3.StartAsync();
        var put = new PutObjectRequest { BucketName = "bkt", Key = "a b", ContentBody = "data", ContentType = "text/x-data" };
        put.Metadata["who"] = "me";
        await s3.Client.PutObjectAsync(put);

        await new S3Copy(s3.Client, atOnce).CopyAsync(new("bkt", "a b"), new("bkt", "c+d"), default);

        (await s3.ReadAsync("c+d")).ShouldBe("data");
        (await s3.Files.FindAsync(new("bkt", "c+d")))!.ShouldSatisfyAllConditions(f => f.ContentType.ShouldBe("text/x-data"), f => f.Md5.ShouldBe(md5));
        (await s3.Client.GetObjectMetadataAsync("bkt", "c+d")).Metadata["who"].ShouldBe("me");
    }

    [Fact]
    public async Task A_copy_of_nothing_says_so()
    {
        await using var s3 = await LocalS3.StartAsync();
        (await Should.ThrowAsync<FileNotFoundException>(() => s3.Files.CopyAsync(new("bkt", "no"), new("bkt", "c")))).Message.ShouldBe("There is no object s3://bkt/no.");
    }

    [Fact]
    public async Task More_than_a_thousand_objects_are_deleted_and_a_folder_boundary_is_kept()
    {
        await using var s3 = await LocalS3.StartAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 1001), async (i, _) => await s3.PutAsync($"d/{i:0000}"));
        await s3.PutAsync("d-old");

        (await s3.Files.DeleteAsync(s3.Files.ListFolderAsync(new("bkt", "d")).Select(f => f.Uri))).ShouldBe(1001);

        (await KeysAsync(s3.Files.ListAsync(new("bkt", "")))).ShouldBe(["d-old"]);
    }

    [Fact]
    public async Task A_glob_is_found_over_http_page_by_page()
    {
        await using var s3 = await LocalS3.StartAsync();
        foreach (var key in (string[])["a 1/x", "a+2/x", "b/x", "aé/x", "a😀/y", "a/x"])
            await s3.PutAsync(key);

        var entries = new Core.Storage.Globs.GlobListing(s3.Client, "bkt", S3Glob.Parse("a?*/x"), folders: false, pageSize: 1);

        (await entries.ListAsync(default).Select(e => e.Uri.Key).ToListAsync()).ShouldBe(["a 1/x", "a+2/x", "aé/x"]);
        (await s3.Files.GlobEntriesAsync(new("bkt", "a*")).Select(e => e.Uri.Key).ToListAsync()).ShouldBe(["a 1/", "a+2/", "a/", "aé/", "a😀/"]);
    }

    [Fact]
    public async Task A_missing_bucket_is_an_error_where_keys_are_listed()
    {
        await using var s3 = await LocalS3.StartAsync();
        (await Should.ThrowAsync<AmazonS3Exception>(async () => await s3.Files.ListAsync(new("nobucket", "")).ToListAsync())).ErrorCode.ShouldBe("NoSuchBucket");
        (await Should.ThrowAsync<AmazonS3Exception>(async () => await s3.Files.GlobAsync(new("nobucket", "*")).ToListAsync())).ErrorCode.ShouldBe("NoSuchBucket");
    }

#pragma warning disable CA5351 // MD5 is what S3 gives; nothing is kept secret with it
    private static string Md5Of(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351

    private static ValueTask<List<string>> KeysAsync(IAsyncEnumerable<S3File> files) => files.Select(f => f.Uri.Key).ToListAsync();

    /// <summary>A stream that cannot seek and gives little at a time, as a pipe.</summary>
    private sealed class OneWay(byte[] content, bool fails = false) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => fails && base.Position == base.Length
            ? throw new IOException("the pipe broke") : new(Read(buffer.Span[..Math.Min(buffer.Length, 65_537)]));
    }
}
