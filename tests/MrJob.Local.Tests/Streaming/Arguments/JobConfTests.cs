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
