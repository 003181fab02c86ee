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

    [Theory]
    [InlineData("KeyValueTextInputFormat", "org.apache.hadoop.mapred.KeyValueTextInputFormat")]
    [InlineData("org.apache.hadoop.mapred.KeyValueTextInputFormat", "org.apache.hadoop.mapred.KeyValueTextInputFormat")]
    [InlineData("org.apache.hadoop.mapred.lib.NLineInputFormat", "org.apache.hadoop.mapred.lib.NLineInputFormat")]
    public void Input_formats_go_by_their_names(string given, string expected) =>
        StreamingArguments.Parse([.. Least, "-inputformat", given]).InputFormat.ShouldBe(expected);

    [Fact]
    public void Cached_files_are_on_HDFS_where_no_scheme_is_given() =>
        StreamingArguments.Parse([.. Least, "-cacheFile", "/lib/a.py#a.py", "s3://b/c#d", "-cacheArchive", "z.zip#z"]).ShouldSatisfyAllConditions(
            options => options.Files.ShouldBe(["hdfs:///lib/a.py#a.py", "s3://b/c#d"]),
            options => options.Archives.ShouldBe(["hdfs:///user/hadoop/z.zip#z"]));

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
    [InlineData("-numReduceTasks|many", "-numReduceTasks is \"many\"; it must be a whole number from 0 to 100000")]
    [InlineData("-reducer|  ", "-reducer is an empty command")]
    [InlineData("-inputformat|NLineInputFormat", "-inputformat : class not found : NLineInputFormat")] // as on Hadoop it needs its package
    [InlineData("-inputformat|org.apache.hadoop.mapred.lib.CombineTextInputFormat", "not supported yet by the local EMR: -inputformat org.apache.hadoop.mapred.lib.CombineTextInputFormat; TextInputFormat, KeyValueTextInputFormat and org.apache.hadoop.mapred.lib.NLineInputFormat are")]
    [InlineData("-inputformat|SequenceFileInputFormat", "not supported yet by the local EMR: -inputformat SequenceFileInputFormat; TextInputFormat, KeyValueTextInputFormat and org.apache.hadoop.mapred.lib.NLineInputFormat are")]
    [InlineData("-outputformat|TextOutputFormat", "-outputformat : class not found : TextOutputFormat")]
    [InlineData("-outputformat|org.apache.hadoop.mapred.SequenceFileOutputFormat", "not supported yet by the local EMR: -outputformat org.apache.hadoop.mapred.SequenceFileOutputFormat; org.apache.hadoop.mapred.TextOutputFormat and org.apache.hadoop.mapred.lib.NullOutputFormat are")]
    [InlineData("-cacheFile|hdfs:///no/link", "You need to specify the uris as scheme://path#linkname,Please specify a different link name for all of your caching URIs")]
    [InlineData("-jobconf|mapreduce.map.failures.maxpercent=5", "not supported yet by the local EMR: mapreduce.map.failures.maxpercent=5")]
    [InlineData("-partitioner|org.apache.hadoop.mapred.lib.TotalOrderPartitioner", "not supported yet by the local EMR: -partitioner org.apache.hadoop.mapred.lib.TotalOrderPartitioner")]
    [InlineData("-reducer|aggregate", "not supported yet by the local EMR: -reducer aggregate")]
    [InlineData("-jobconf|mapred.linerecordreader.maxlength=10", "not supported yet by the local EMR: mapred.linerecordreader.maxlength=10")]
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
    [InlineData("-libjars|s3://b/x.jar|-input|i", "not supported yet by the local EMR: the generic option -libjars: jars hold Java classes, and no Java runs a streaming job here")]
    public void What_is_required_must_be_there(string args, string message) =>
        Should.Throw<StreamingClientException>(() => StreamingArguments.Parse(args.Split('|'))).Message.ShouldBe(message);
}
