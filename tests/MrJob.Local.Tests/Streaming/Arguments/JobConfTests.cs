using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Tests.Streaming.Arguments;

public class JobConfTests
{
    [Fact]
    public void An_old_name_means_the_property_of_today()
    {
        var conf = new JobConf([new("mapred.reduce.tasks", "7")]);

        conf.Number("mapreduce.job.reduces", 1).ShouldBe(7);
        conf.All.ShouldContain(new KeyValuePair<string, string>("mapred.reduce.tasks", "7"));
        conf.All.ShouldContain(new KeyValuePair<string, string>("mapreduce.job.reduces", "7"));
    }

    [Fact]
    public void The_last_value_counts() => new JobConf([new("a", "1"), new("a", "2")])["a"].ShouldBe("2");

    [Theory]
    [InlineData("${base}/x", "s3://b/x")]
    [InlineData("${mapred.job.name} and ${base}", "n and s3://b")]
    [InlineData("${nobody.set.this} ${base}", "${nobody.set.this} ${base}")] // Hadoop stops at the first that it does not know
    [InlineData("$base ${} }", "$base ${} }")]
    public void Variables_in_values_are_replaced(string value, string expected)
    {
        var conf = new JobConf([new("v", value), new("base", "s3://${bucket}"), new("bucket", "b"), new("mapreduce.job.name", "n")]);

        conf["v"].ShouldBe(expected);
        conf.All.ShouldContain(new KeyValuePair<string, string>("v", expected));
    }

    [Fact]
    public void Variables_that_go_in_a_circle_are_refused() =>
        Should.Throw<StreamingClientException>(() => new JobConf([new("a", "${b}"), new("b", "${a}")])["a"])
            .Message.ShouldBe("Variable substitution depth too large: 20 ${b}");

    [Fact]
    public void A_value_that_is_no_number_is_refused_by_name() =>
        Should.Throw<StreamingClientException>(() => new JobConf([new("mapreduce.job.reduces", "two")]).Number("mapreduce.job.reduces", 1))
            .Message.ShouldBe("mapreduce.job.reduces is \"two\"; it must be a whole number from 0");

    [Theory]
    [InlineData("true", true)]
    [InlineData("FALSE", false)]
    [InlineData("yes", true)] // neither, so the default
    public void Flags_are_read_as_Hadoop_reads_them(string value, bool expected) =>
        new JobConf([new("a", value)]).Flag("a", true).ShouldBe(expected);
}
