using System.CommandLine;
using MrJob.Cli.Commands;
using MrJob.Cli.Python;

namespace MrJob.Cli.Tests.Python;

public sealed class ScriptArgumentsTests
{
    [Theory]
    [InlineData("run my_job.py in.txt --min 5 --flag in2.txt", "in.txt --min 5 --flag in2.txt")]
    [InlineData("run my_job.py", "")]
    [InlineData("run --pool x -o out my_job.py in.txt", "in.txt")]
    [InlineData("run my_job.py --pool x in.txt -o out --min=5 in2.txt", "in.txt --min=5 in2.txt")]
    [InlineData("run my_job.py a --pool=x b --detach c", "a b c")]
    [InlineData("run my_job.py -r emr --pool-clusters -D a=b -D c=d in.txt", "-r emr in.txt")]
    [InlineData("run my_job.py --set label=x --json -n5 -", "-n5 -")]
    [InlineData("run my_job.py in.txt in.txt", "in.txt in.txt")]
    [InlineData("run my_job.py my_job.py --pool my_job.py", "my_job.py")]
    [InlineData("run my_job.py --detach -- --pool x -o out in.txt -- more", "--pool x -o out in.txt -- more")]
    [InlineData("run --pool x -- my_job.py --detach in.txt", "--detach in.txt")]
    public void The_script_gets_in_their_order_all_words_that_are_not_ours(string line, string expected)
    {
        var parsed = CommandLine.Create().Parse(line.Split(' '));
        parsed.Errors.ShouldBeEmpty();
        var job = parsed.CommandResult.Command.Arguments.Single(a => a.Name == "JOB");
        string.Join(' ', ScriptArguments.Of(parsed, job)).ShouldBe(expected);
    }
}
