using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.ElasticMapReduce.Model;
using MrJob.Testing;

namespace MrJob.EndToEnd;

/// <summary>Unchanged scripts of the Python library mrjob, run on this machine with the built command.</summary>
public sealed partial class PythonJobTests : IDisposable
{
    private static readonly string Docs = File.ReadAllText(Repository.File("docs/mrjob-jobs.md"));
    private readonly TempFolder _folder = new();

    public PythonJobTests() => MrJobLibrary.Use();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mrjob run examples/mrjob/top_words.py examples/word_count/book.txt --top 5")]
    [InlineData("cat examples/word_count/book.txt | mrjob run examples/mrjob/top_words.py --top 5")]
    [InlineData("mrjob run --label words examples/mrjob/top_words.py examples/word_count/book.txt -- --top 5")]
    public async Task The_examples_top_words_equal_what_tr_grep_sort_and_uniq_say(string command)
    {
        var ran = await TypeAsync(command);
        ran.ExitCode.ShouldBe(0, ran.Error);
        var expected = await Command.ShellAsync(
            Repository.Root,
            "tr -cs 'A-Za-z' '\\n' < examples/word_count/book.txt | tr A-Z a-z | grep . | grep -vxF -f examples/mrjob/stop_words.txt | LC_ALL=C sort | uniq -c | LC_ALL=C sort -k1,1nr -k2,2 | head -n 5 | awk '{print \"\\\"\" $2 \"\\\"\\t\" $1}'");
        ran.Output.ShouldBe(expected.Output);
        ran.Error.ShouldContain(command.Contains("--label", StringComparison.Ordinal) ? "Job words." : "Job top_words.");
    }

    [Fact]
    public async Task The_scripts_own_help_is_behind_two_dashes()
    {
        var help = await TypeAsync("mrjob run examples/mrjob/top_words.py -- --help");
        help.ExitCode.ShouldBe(0);
        help.Error.ShouldContain("how many words; default 10");
    }

    [Fact]
    public async Task The_options_of_a_script_are_shown_with_where_they_came_from() =>
        (await TypeAsync("mrjob options examples/mrjob/top_words.py")).Output.Split('\n').Single(l => l.StartsWith("upload_files ", StringComparison.Ordinal))
            .ShouldSatisfyAllConditions(l => l.ShouldContain(Repository.File("examples/mrjob/stop_words.txt")), l => l.TrimEnd().ShouldEndWith("the script"));

    [Fact]
    public void Every_command_of_the_document_is_run_by_a_test_here() =>
        ShellBlock().Matches(Docs).SelectMany(m => m.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Order(StringComparer.Ordinal).ShouldBe(
        [
            "cat examples/word_count/book.txt | mrjob run examples/mrjob/top_words.py --top 5",
            "mrjob options examples/mrjob/top_words.py",
            "mrjob run --label words examples/mrjob/top_words.py examples/word_count/book.txt -- --top 5",
            "mrjob run examples/mrjob/top_words.py -- --help",
            "mrjob run examples/mrjob/top_words.py examples/word_count/book.txt --top 5",
        ]);

    [Fact]
    public async Task A_raw_mapper_gets_each_input_as_a_file_of_its_own()
    {
        _folder.Write("a.txt", "one\ntwo\n");
        _folder.Write("b.txt", "three\n");
        _folder.Write("raw.py", """
            import os
            from mrjob.job import MRJob


            class Raw(MRJob):
                def mapper_raw(self, path, uri):
                    with open(path) as lines:
                        yield os.path.basename(uri), len(list(lines))


            if __name__ == '__main__':
                Raw.run()
            """);
        var ran = await MrJobAsync("run", "raw.py", "a.txt", "b.txt");
        ran.ExitCode.ShouldBe(0, ran.Error);
        ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).ShouldBe(["\"a.txt\"\t2", "\"b.txt\"\t1"]);
    }

    [Fact]
    public async Task Its_counters_and_its_record_are_a_jobs_like_any_other()
    {
        var ran = await TypeAsync("mrjob run --json --no-output examples/mrjob/top_words.py examples/mrjob/stop_words.txt");
        ran.ExitCode.ShouldBe(0, ran.Error);
        var job = JsonNode.Parse(ran.Output)!;
        job["label"]!.ToString().ShouldBe("top_words");
        job["steps"]!.AsArray().Count.ShouldBe(2);
        job["steps"]![0]!["counters"]!["words"]!["stopped"]!.GetValue<int>().ShouldBe(File.ReadLines(Repository.File("examples/mrjob/stop_words.txt")).Count());
    }

    [Fact]
    public async Task Filters_commands_file_switches_and_sorted_values_work_in_tasks()
    {
        _folder.Write("prices.txt", "pear 3\napple 2\n");
        _folder.Write("sold.txt", "apple 7\npear 1\nplum 5\napple 3\n# none 9\napple 10\n");
        _folder.Write("sales.py", """
            from mrjob.job import MRJob
            from mrjob.step import MRStep


            class Sales(MRJob):
                SORT_VALUES = True

                def configure_args(self):
                    super(Sales, self).configure_args()
                    self.add_file_arg('--prices')

                def steps(self):
                    return [
                        MRStep(mapper_init=self.load, mapper=self.sell, mapper_pre_filter="grep -v '^#'", reducer=self.list),
                        MRStep(mapper_cmd='cat', reducer_cmd="sed -e 's/, /;/g'"),
                    ]

                def load(self):
                    self.known = dict(line.split() for line in open(self.options.prices))

                def sell(self, _, line):
                    fruit, count = line.split()
                    if fruit in self.known:
                        yield fruit, int(count) * int(self.known[fruit])

                def list(self, fruit, amounts):
                    yield fruit, list(amounts)


            if __name__ == '__main__':
                Sales.run()
            """);
        var ran = await MrJobAsync("run", "sales.py", "sold.txt", "--prices", "prices.txt");
        ran.ExitCode.ShouldBe(0, ran.Error);
        // Values are sorted as bytes. A line of two fields is all key for Hadoop then, and its value is empty: a command sees the tab before it.
        ran.Output.ShouldBe("\"apple\"\t[14;20;6]\t\n\"pear\"\t[3]\t\n");
    }

    [Fact]
    public async Task The_library_goes_with_the_job_unless_bootstrap_mrjob_says_no()
    {
        await using var laptop = await Laptop.StartAsync(_folder.Path);
        (await StepsOf(laptop)).ShouldContain("/mrjob.zip#mrjob.zip");
        (await StepsOf(laptop, "--no-bootstrap-mrjob")).ShouldNotContain("mrjob.zip");
    }

    [Fact]
    public async Task A_task_that_fails_in_the_script_has_its_traceback_as_the_cause()
    {
        _folder.Write("in.txt", "x\n");
        _folder.Write("bad.py", """
            from mrjob.job import MRJob


            class Bad(MRJob):
                def mapper(self, _, line):
                    yield line, int(line)


            if __name__ == '__main__':
                Bad.run()
            """);
        var ran = await MrJobAsync("run", "bad.py", "in.txt");
        ran.ExitCode.ShouldBe(1);
        ran.Error.TrimEnd().ShouldEndWith("ValueError: invalid literal for int() with base 10: 'x'");
    }

    [Fact]
    public async Task A_script_that_does_not_load_is_bad_usage_and_no_job()
    {
        _folder.Write("broken.py", "from mrjob.job import MRJob\nimport nothing_of_that_name\n");
        var ran = await MrJobAsync("run", "broken.py", "in.txt");
        ran.ExitCode.ShouldBe(2);
        ran.Error.TrimEnd().ShouldEndWith("broken.py, line 2: ModuleNotFoundError: No module named 'nothing_of_that_name'");
    }

    private async Task<string> StepsOf(Laptop laptop, params string[] more)
    {
        var ran = await MrJobAsync(
            ["run", "--endpoint", laptop.Api.ToString(), "--detach", .. more, Repository.File("examples/mrjob/top_words.py"), Repository.File("examples/mrjob/stop_words.txt")]);
        ran.ExitCode.ShouldBe(0, ran.Error);
        var job = await laptop.EndOfAsync(ran.Output.Trim());
        using var emr = laptop.Emr();
        var steps = await emr.ListStepsAsync(new ListStepsRequest { ClusterId = job["cluster_id"]!.ToString() });
        return string.Join('\n', steps.Steps.SelectMany(s => s.Config.Args));
    }

    private Task<CommandResult> MrJobAsync(params string[] args) => Command.MrJobAsync(_folder.Path, args);

    /// <summary>As a user types it, but that the data are this test's own.</summary>
    private Task<CommandResult> TypeAsync(string command) => Command.ShellAsync(
        Repository.Root, $"mrjob() {{ sub=$1; shift; '{Repository.MrJob}' \"$sub\" --no-conf --data-dir '{_folder.File("data")}' \"$@\"; }}\n{command}");

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
