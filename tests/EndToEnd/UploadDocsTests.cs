using System.Text.RegularExpressions;
using MrJob.Testing;

namespace MrJob.EndToEnd;

/// <summary>The commands of docs/uploads.md, typed in their order beside a service.</summary>
public sealed partial class UploadDocsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_upload_starts_the_job_of_its_rule_and_the_same_file_ten_times_more_starts_nothing()
    {
        var lines = ShellBlock().Match(File.ReadAllText(Repository.File("docs/uploads.md"))).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(8);
        await using var laptop = await Laptop.StartAsync(_folder.Path);

        (await TypeAsync(lines[0])).ShouldContain("The rules are good.");
        await TypeAsync(lines[1]);
        (await TypeAsync(lines[2])).ShouldMatch(@"count-words +mrjob-workbucket +incoming/\{book\}\.txt +object +changed +1073741824");
        var test = await TypeAsync(lines[3]);
        test.ShouldStartWith("s3://mrjob-workbucket/incoming/book.txt is for the rule 'count-words' with book = book and would start this job:");
        (await TypeAsync(lines[5])).ShouldNotContain("count-words", Case.Sensitive, "nothing has been started yet");
        for (var i = 0; i <= 10; i++)
            await TypeAsync(lines[4]);
        var jobs = await laptop.ListUntilAsync(list => list.Count > 0 && list.All(j => j["ended"] is not null));
        jobs.ShouldHaveSingleItem()["state"]!.ToString().ShouldBe("COMPLETED");
        (await TypeAsync(lines[5])).ShouldContain("count-words.");
        (await TypeAsync(lines[6])).ShouldMatch(@"\d+ Every\s");
        (await TypeAsync(lines[7])).Trim().ShouldBe("No upload has failed.");
    }

    [Fact]
    public async Task The_AWS_command_line_uploads_too_and_what_is_refused_is_replayed()
    {
        var aws = Peers.AwsCli;
        await using var laptop = await Laptop.StartAsync(_folder.Path);
        File.WriteAllText(_folder.File("broken.yaml"), "rules: [{name: x, key: 'incoming/**', job: {input: ['{object}'], output_dir: 's3://mrjob-workbucket/incoming/out/', steps: [{type: streaming, mapper: cat}]}}]");
        var check = await Command.ShellAsync(Repository.Root, $"{MrJob} uploads check '{_folder.File("broken.yaml")}'");
        check.ExitCode.ShouldBe(2);
        check.Error.ShouldContain("its output would be in s3://mrjob-workbucket/incoming/out/, below s3://mrjob-workbucket/incoming/, which the rule 'x' watches");
        (await Command.ShellAsync(Repository.Root, $"{MrJob} uploads check - < '{_folder.File("broken.yaml")}'")).Error.ShouldBe(check.Error);
        await TypeAsync($"mrjob s3 cp '{_folder.File("broken.yaml")}' s3://mrjob-confbucket/uploads.yaml");

        File.WriteAllText(_folder.File("a b.txt"), "hello hello\n");
        var upload = $"AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x AWS_DEFAULT_REGION=us-east-1 '{aws}' --endpoint-url {laptop.Aws} s3 cp '{_folder.File("a b.txt")}' s3://mrjob-workbucket/incoming/";
        (await Command.ShellAsync(Repository.Root, upload)).ExitCode.ShouldBe(0);
        var failed = "";
        for (var looks = 0; looks < 200 && !failed.Contains("incoming/a b.txt", StringComparison.Ordinal); looks++)
            failed = await TypeAsync("mrjob uploads failed");
        failed.ShouldContain("which the rule 'x' watches");

        await TypeAsync("mrjob s3 cp examples/uploads/uploads.yaml s3://mrjob-confbucket/uploads.yaml");
        (await TypeAsync("mrjob uploads failed --replay all")).ShouldContain("(rule count-words)");
        (await laptop.ListUntilAsync(list => list.Count > 0 && list.All(j => j["ended"] is not null))).ShouldHaveSingleItem()["state"]!.ToString().ShouldBe("COMPLETED");
        (await TypeAsync("mrjob s3 cat 's3://mrjob-workbucket/counts/a b-*/part-*'")).ShouldMatch(@"2 hello\s");
        (await TypeAsync("mrjob uploads failed")).Trim().ShouldBe("No upload has failed.");
    }

    [Fact]
    public async Task What_was_refused_and_nobody_needs_is_dropped()
    {
        await using var laptop = await Laptop.StartAsync(_folder.Path);
        File.WriteAllText(_folder.File("broken.yaml"), "rules: [{name: x}]");
        await TypeAsync($"mrjob s3 cp '{_folder.File("broken.yaml")}' s3://mrjob-confbucket/uploads.yaml");
        string[] names = ["a.txt", "b.txt"];
        foreach (var name in names)
            await TypeAsync($"mrjob s3 cp examples/word_count/book.txt s3://mrjob-workbucket/incoming/{name}");
        var failed = "";
        for (var looks = 0; looks < 200 && !names.All(failed.Contains); looks++)
            failed = await TypeAsync("mrjob uploads failed");
        names.ShouldAllBe(name => failed.Contains($"s3://mrjob-workbucket/incoming/{name}"));

        var dropped = await TypeAsync("mrjob uploads failed --drop all");
        names.ShouldAllBe(name => dropped.Contains($"Dropped s3://mrjob-workbucket/incoming/{name}."));
        (await TypeAsync("mrjob uploads failed --drop all")).Trim().ShouldBe("No upload has failed.");
    }

    [Fact]
    public async Task A_bucket_of_ones_own_starts_jobs_once_it_sends_its_events()
    {
        var aws = Peers.AwsCli;
        await using var laptop = await Laptop.StartAsync(_folder.Path);
        File.WriteAllText(_folder.File("rules.yaml"), "rules: [{name: mine, bucket: my-data, key: 'drops/*.txt', job: {input: ['{object}'], output_dir: 's3://mrjob-workbucket/mine/', steps: [{type: streaming, mapper: cat}]}}]");
        File.WriteAllText(_folder.File("a.txt"), "mine\n");
        await TypeAsync($"mrjob uploads check '{_folder.File("rules.yaml")}'");
        await TypeAsync($"mrjob s3 cp '{_folder.File("rules.yaml")}' s3://mrjob-confbucket/uploads.yaml");

        async Task AwsAsync(string command)
        {
            var line = $"export AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x AWS_DEFAULT_REGION=us-east-1\naws() {{ '{aws}' --endpoint-url {laptop.Aws} \"$@\"; }}\n{command}";
            var typed = await Command.ShellAsync(Repository.Root, line);
            typed.ExitCode.ShouldBe(0, $"{command}\n{typed.Error}");
        }
        await AwsAsync("aws s3 mb s3://my-data");
        await AwsAsync($"aws s3 cp '{_folder.File("a.txt")}' s3://my-data/drops/unheard.txt");
        await AwsAsync(ShellBlock().Matches(File.ReadAllText(Repository.File("docs/uploads.md")))[1].Groups[1].Value);
        await AwsAsync($"aws s3 cp '{_folder.File("a.txt")}' s3://my-data/drops/heard.txt");
        var job = (await laptop.ListUntilAsync(list => list.Count > 0 && list.All(j => j["ended"] is not null))).ShouldHaveSingleItem();
        job["state"]!.ToString().ShouldBe("COMPLETED");
        (await TypeAsync($"mrjob jobs show {job["id"]}")).ShouldContain("s3://my-data/drops/heard.txt");
        (await TypeAsync("mrjob s3 cat 's3://mrjob-workbucket/mine/part-*'")).ShouldStartWith("mine");
    }

    private string MrJob => $"mrjob() {{ '{Repository.MrJob}' \"$@\" --data-dir '{_folder.File("data")}'; }}\nmrjob";

    private async Task<string> TypeAsync(string line)
    {
        var result = await Command.ShellAsync(Repository.Root, $"mrjob() {{ '{Repository.MrJob}' \"$@\" --data-dir '{_folder.File("data")}'; }}\n{line}");
        result.ExitCode.ShouldBe(0, $"{line}\n{result.Error}");
        return result.Output;
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
