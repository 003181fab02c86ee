using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MrJob.Testing;

namespace MrJob.EndToEnd;

/// <summary><c>mrjob s3</c>, typed as a user does, on the S3 of one <c>mrjob local</c>.</summary>
public sealed partial class S3CommandTests(S3CommandTests.OneLaptop shared) : IClassFixture<S3CommandTests.OneLaptop>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _bucket = $"b{Guid.NewGuid():N}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_documents_lines_do_what_they_say()
    {
        var lines = Block().Match(File.ReadAllText(Repository.File("docs/s3.md"))).Groups["lines"].Value;

        var typed = await Command.ShellAsync(
            Repository.Root, $"set -e; export AWS_ENDPOINT_URL_S3={shared.Laptop.Aws}; mrjob() {{ '{Repository.MrJob}' \"$@\"; }}\n{lines}");

        typed.ExitCode.ShouldBe(0, typed.Error);
        typed.Error.ShouldBeEmpty();
        typed.Output.ShouldContain("s3://my-data/books/2026/\n");
        typed.Output.ShouldContain("s3://my-data/books/book.txt\ns3://my-data/copy/book.txt\n");
        var left = JsonNode.Parse(typed.Output[typed.Output.IndexOf("[\n", StringComparison.Ordinal)..])!.AsArray();
        left.Select(o => o!["uri"]!.ToString()).ShouldBe(["s3://my-data/books/", "s3://my-data/books/book.txt"]);
    }

    [Fact]
    public async Task A_folder_goes_to_S3_and_back()
    {
        await MakeBucketAsync();
        foreach (var name in (string[])["tree/a.txt", "tree/sub/b c+%#.txt", "tree/sub/é"])
            _folder.Write(name, name);
        await RunAsync("cp", "-r", "tree", $"s3://{_bucket}/up");
        await RunAsync("mkdir", $"s3://{_bucket}/up/empty");
        await RunAsync("cp", "-r", $"s3://{_bucket}/up", "down");

        (await RunAsync("ls", "-r", $"s3a://{_bucket}/up")).Output.ShouldBe(
            $"s3://{_bucket}/up/a.txt\ns3://{_bucket}/up/empty/\ns3://{_bucket}/up/sub/b c+%#.txt\ns3://{_bucket}/up/sub/é\n");
        Directory.GetFiles(_folder.File("down"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder.Path, f))
            .ShouldBe(["down/a.txt", "down/sub/b c+%#.txt", "down/sub/é"], ignoreOrder: true);
        Directory.Exists(_folder.File("down/empty")).ShouldBeTrue();
        (await File.ReadAllTextAsync(_folder.File("down/sub/é"))).ShouldBe("tree/sub/é");
        var bytes = new DirectoryInfo(_folder.File("tree")).GetFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
        (await RunAsync("du", $"s3://{_bucket}/up")).Output.ShouldBe($"{bytes}\t3\ts3://{_bucket}/up\n");
    }

    [Fact]
    public async Task Globs_choose_and_keep_their_paths()
    {
        await MakeBucketAsync();
        foreach (var key in (string[])["logs/1/part-0", "logs/1/part-1", "logs/2/part-0", "logs-old/1/part-0", "logs/star*"])
            await PutAsync(key, key);

        (await RunAsync("ls", $"s3://{_bucket}/logs/*/part-0")).Output.ShouldBe($"s3://{_bucket}/logs/1/part-0\ns3://{_bucket}/logs/2/part-0\n");
        (await RunAsync("ls", $"s3://{_bucket}/logs*")).Output.ShouldBe($"s3://{_bucket}/logs-old/\ns3://{_bucket}/logs/\n");
        await RunAsync("cp", $"s3://{_bucket}/logs/*/part-0", "got");
        (await File.ReadAllTextAsync(_folder.File("got/2/part-0"))).ShouldBe("logs/2/part-0");
        (await RunAsync("cat", $"s3://{_bucket}/logs/star\\*")).Output.ShouldBe("logs/star*");
        (await RunAsync("cat", "--no-glob", $"s3://{_bucket}/logs/star*")).Output.ShouldBe("logs/star*");
        (await MayFailAsync("ls", $"s3://{_bucket}/logs/[a")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(2), r => r.Error.ShouldContain("at character 6, '[' has no ']'"));
    }

    [Fact]
    public async Task What_is_compressed_is_unpacked_by_its_name()
    {
        await MakeBucketAsync();
        await using (var file = File.Create(_folder.File("a.gz")))
        await using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
            await gzip.WriteAsync("plain\n"u8.ToArray());
        await RunAsync("cp", "a.gz", $"s3://{_bucket}/");
        // "plain\n", made by bzip2
        await File.WriteAllBytesAsync(_folder.File("b.bz2"), Convert.FromBase64String("QlpoOTFBWSZTWSv00GEAAALBgAAQICVAACAAIhhoMAtgGF3JFOFCQK/TQYQ="));
        await RunAsync("cp", "b.bz2", $"s3://{_bucket}/");
        await PutAsync("bad.gz", "this is no gzip");

        (await RunAsync("cat", $"s3://{_bucket}/a.gz")).Output.ShouldBe("plain\n");
        (await RunAsync("cat", $"s3://{_bucket}/a.gz", $"s3://{_bucket}/b.*")).Output.ShouldBe("plain\nplain\n");
        (await RunAsync("cat", "--raw", $"s3://{_bucket}/bad.gz")).Output.ShouldBe("this is no gzip");
        var bad = await MayFailAsync("cat", $"s3://{_bucket}/bad.gz");
        bad.ExitCode.ShouldBe(1);
        bad.Error.ShouldStartWith($"s3://{_bucket}/bad.gz cannot be unpacked");
    }

    [Fact]
    public async Task Deleting_keeps_to_the_folder_and_asks_for_force_before_a_bucket()
    {
        await MakeBucketAsync();
        foreach (var key in (string[])["d/1", "d/sub/2", "d_$folder$", "d-old", "e"])
            await PutAsync(key, "x");

        (await MayFailAsync("rm", $"s3://{_bucket}/d")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(1), r => r.Error.ShouldContain("--recursive"));
        (await MayFailAsync("rm", "-r", $"s3://{_bucket}")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(2), r => r.Error.ShouldContain("--force"));
        (await MayFailAsync("rm", "-r", $"s3://{_bucket}/*")).ExitCode.ShouldBe(2);
        await RunAsync("rm", "-r", $"s3://{_bucket}/d");
        (await RunAsync("ls", $"s3://{_bucket}")).Output.ShouldBe($"s3://{_bucket}/d-old\ns3://{_bucket}/e\n");
        await RunAsync("rm", $"s3://{_bucket}/d*");
        await RunAsync("rm", "-r", "--force", $"s3://{_bucket}");
        (await RunAsync("ls", "--json", $"s3://{_bucket}")).Output.ShouldBe("[]\n");
        (await RunAsync("ls")).Output.ShouldContain($"s3://{_bucket}/\n");
    }

    [Fact]
    public async Task The_digest_is_made_by_reading_where_S3_has_none()
    {
        await MakeBucketAsync();
        await File.WriteAllTextAsync(_folder.File("big"), new string('x', 6 << 20));
        await RunAsync("cp", "--part-size-mb", "5", "big", $"s3://{_bucket}/parts");
        await RunAsync("cp", "big", $"s3://{_bucket}/whole");

        var digests = (await RunAsync("md5", $"s3://{_bucket}/*")).Output.Split('\n');

        digests[0][32..].ShouldBe($"  s3://{_bucket}/parts");
        digests[0][..32].ShouldBe(digests[1][..32]);
        JsonNode.Parse((await RunAsync("ls", "--json", $"s3://{_bucket}/parts")).Output)![0]!["etag"]!.ToString().ShouldEndWith("-2");
    }

    [Theory]
    [InlineData(1, "s3://no-such-bucket-at-all/x: ", "ls", "s3://no-such-bucket-at-all/x")]
    [InlineData(1, "There is nothing at s3://BUCKET/no.", "cat", "s3://BUCKET/no")]
    [InlineData(1, "There is nothing at s3://BUCKET/no.", "rm", "s3://BUCKET/no")]
    [InlineData(1, "Nothing matches s3://BUCKET/no*.", "du", "s3://BUCKET/no*")]
    [InlineData(1, "no-such-file", "cp", "no-such-file", "s3://BUCKET/")]
    [InlineData(2, "'bucket/key' is not an S3 URI", "ls", "bucket/key")]
    [InlineData(2, "Neither a nor b is on S3", "cp", "a", "b")]
    [InlineData(2, "--part-size-mb", "cp", "--part-size-mb", "1", "a", "s3://BUCKET/")]
    [InlineData(2, "'.' or '..'", "cp", "-", "s3://BUCKET/../x")]
    public async Task What_goes_wrong_is_said_in_one_line(int exitCode, string message, params string[] args)
    {
        await MakeBucketAsync();

        var result = await MayFailAsync([.. args.Select(a => a.Replace("BUCKET", _bucket, StringComparison.Ordinal))]);

        result.Error.ShouldContain(message.Replace("BUCKET", _bucket, StringComparison.Ordinal));
        result.Error.Split("Try: mrjob ")[0].Split('\n').Length.ShouldBe(2, result.Error);
        result.ExitCode.ShouldBe(exitCode);
        result.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_data_folders_own_S3_is_used_with_a_service_and_without()
    {
        var dataDir = _folder.File("data");
        foreach (var round in (int[])[1, 2]) // nobody serves the folder: each command does for itself
            (await Command.MrJobAsync(_folder.Path, "s3", "mkdir", $"s3://own/{round}", "--data-dir", dataDir)).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0, r.Error));
        await using var laptop = await Laptop.StartAsync(_folder.Path); // on the same folder
        (await Command.MrJobAsync(_folder.Path, "s3", "ls", "s3://own", "--data-dir", dataDir)).Output.ShouldBe("s3://own/1/\ns3://own/2/\n");
    }

    [Fact]
    public async Task An_S3_that_does_not_answer_is_code_3()
    {
        var result = await Command.MrJobAsync(_folder.Path, "s3", "ls", "s3://any/", "--endpoint-url", "http://127.0.0.1:9");
        result.ExitCode.ShouldBe(3, result.Error);
    }

    private Task MakeBucketAsync() => shared.Client.PutBucketAsync(_bucket);

    private Task PutAsync(string key, string content) => shared.Client.PutObjectAsync(new() { BucketName = _bucket, Key = key, ContentBody = content });

    private async Task<CommandResult> RunAsync(params string[] args)
    {
        var result = await MayFailAsync(args);
        result.ExitCode.ShouldBe(0, string.Join(' ', args) + ": " + result.Error);
        return result;
    }

    private Task<CommandResult> MayFailAsync(params string[] args) =>
        Command.MrJobAsync(_folder.Path, ["s3", .. args, "--endpoint-url", shared.Laptop.Aws.ToString()]);

    [GeneratedRegex("```sh\n(?<lines>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    /// <summary>One service for all tests here.</summary>
    public sealed class OneLaptop : IAsyncLifetime
    {
        private readonly TempFolder _folder = new();

        internal Laptop Laptop { get; private set; } = null!;

        internal Amazon.S3.AmazonS3Client Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Laptop = await Laptop.StartAsync(_folder.Path);
            Client = Laptop.S3();
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await Laptop.DisposeAsync();
            _folder.Dispose();
        }
    }
}
