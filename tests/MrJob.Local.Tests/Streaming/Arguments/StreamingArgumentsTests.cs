using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Tests.Streaming.Arguments;

public class StreamingArgumentsTests
{
    private static readonly string[] Least = ["-input", "s3://b/in", "-output", "s3://b/out", "-mapper", "cat"];

    [Fact]
    public void All_options_are_read()
    {
        var options = StreamingArguments.Parse(
        [
            "-files", "s3://b/a.py#a.py,s3://b/c", "-D", "x=1", "-Dy=2=3", "-archives", "s3://b/z.zip",
            "-input", "s3://b/in", "s3://b/more", "-input", "s3://b/third", "-output", "s3://b/out",
            "-mapper", "python3 a.py map", "-combiner", "c", "-reducer", "r", "-cmdenv", "A=b", "-cmdenv", "C=d", "-file", "/tmp/f",
            "-numReduceTasks", "3", "-jobconf", "mapred.task.timeout=5", "-inputformat", "TextInputFormat", "-verbose",
        ]);

        options.Files.ShouldBe(["s3://b/a.py#a.py", "s3://b/c", "/tmp/f"]);
        options.Archives.ShouldBe(["s3://b/z.zip"]);
        options.Properties.ShouldBe([new("x", "1"), new("y", "2=3"), new("mapred.task.timeout", "5")]);
        options.Input.ShouldBe(["s3://b/in", "s3://b/more", "s3://b/third"]);
        options.Output.ShouldBe("s3://b/out");
        (options.Mapper, options.Combiner, options.Reducer).ShouldBe(("python3 a.py map", "c", "r"));
        options.Environment.ShouldBe(["A=b", "C=d"]);
        options.ReduceTasks.ShouldBe(3);
    }

    [Fact]
    public void Reducer_NONE_means_no_reduce_tasks() =>
        StreamingArguments.Parse([.. Least, "-numReduceTasks", "5", "-reducer", "NONE"]).ReduceTasks.ShouldBe(0);

    [Fact]
    public void Without_a_reducer_the_identity_reducer_runs() => StreamingArguments.Parse(Least).Reducer.ShouldBeNull();

    [Theory]
    [InlineData("-bogus|x", "Unrecognized option: -bogus")]
    [InlineData("-files|s3://b/late", "Unrecognized option: -files")] // generic options come first
    [InlineData("-D|a=b", "Unrecognized option: -D")]
    [InlineData("-reducer", "Missing argument for option: reducer")]
    [InlineData("-reducer|-verbose", "Missing argument for option: reducer")]
    [InlineData("-verbose|word", "Found 1 unexpected arguments on the command line [word]")]
    [InlineData("-numReduceTasks|many", "-numReduceTasks is \"many\"; it must be a whole number from 0")]
    [InlineData("-reducer|  ", "-reducer is an empty command")]
    [InlineData("-inputformat|org.apache.hadoop.mapred.lib.NLineInputFormat", "not supported yet by the local EMR: -inputformat org.apache.hadoop.mapred.lib.NLineInputFormat")]
    [InlineData("-partitioner|org.apache.hadoop.mapred.lib.TotalOrderPartitioner", "not supported yet by the local EMR: -partitioner org.apache.hadoop.mapred.lib.TotalOrderPartitioner")]
    [InlineData("-reducer|aggregate", "not supported yet by the local EMR: -reducer aggregate")]
    [InlineData("-jobconf|mapred.output.compress=true", "not supported yet by the local EMR: mapred.output.compress=true")]
    public void Faults_are_told_in_Hadoops_words_or_by_name(string more, string message)
    {
        var fault = Should.Throw<StreamingClientException>(() => StreamingArguments.Parse([.. Least, .. more.Split('|')]));

        fault.Message.ShouldBe(message);
        fault.ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("-output|o|-mapper|m", "Required argument: -input <name>")]
    [InlineData("-input|i|-mapper|m", "Required argument: -output ")]
    [InlineData("-files", "Missing argument for option: files")]
    [InlineData("-libjars|s3://b/x.jar|-input|i", "not supported yet by the local EMR: the generic option -libjars")]
    public void What_is_required_must_be_there(string args, string message) =>
        Should.Throw<StreamingClientException>(() => StreamingArguments.Parse(args.Split('|'))).Message.ShouldBe(message);
}
