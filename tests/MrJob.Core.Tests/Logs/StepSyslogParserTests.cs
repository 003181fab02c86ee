using System.Text;
using MrJob.Core.Logs.Parsing;

namespace MrJob.Core.Tests.Logs;

public class StepSyslogParserTests
{
    private const string Failed = """
        2026-01-01 05:00:00,123 INFO org.apache.hadoop.mapreduce.Job (main): Running job: job_1767243600000_0007
        2026-01-01 05:00:09,000 INFO org.apache.hadoop.mapreduce.Job (main): Task Id : attempt_1767243600000_0007_m_000000_0, Status : FAILED
        Error: java.lang.RuntimeException: PipeMapRed.waitOutputThreads(): subprocess failed with code 1
        	at org.apache.hadoop.streaming.PipeMapRed.waitOutputThreads(PipeMapRed.java:326)

        2026-01-01 05:00:09,500 INFO org.apache.hadoop.mapreduce.Job (main): Task Id : attempt_1767243600000_0007_m_000001_0, Status : KILLED
        2026-01-01 05:00:09,900 INFO org.apache.hadoop.mapreduce.Job (main): Job job_1767243600000_0007 failed with state FAILED due to: Task failed task_1767243600000_0007_m_000000
        Job failed as tasks failed. failedMaps:1 failedReduces:0

        2026-01-01 05:00:10,000 INFO org.apache.hadoop.mapreduce.Job (main): Counters: 2
        	Job Counters 
        		Failed map tasks=1
        	Map-Reduce Framework
        		Map input records=12
        		broken
        """;

    [Fact]
    public void Jobs_are_named_as_their_applications_with_how_they_ended() =>
        Parse(Failed).Jobs.ShouldBe([new("application_1767243600000_0007", false, "task_1767243600000_0007_m_000000")]);

    [Fact]
    public void Counters_come_in_groups_and_are_summed_over_jobs()
    {
        var counters = Parse(Failed + "\n" + Failed).Counters.ShouldNotBeNull();
        counters["Job Counters"]["Failed map tasks"].ShouldBe(2);
        counters["Map-Reduce Framework"].ShouldBe(new Dictionary<string, long> { ["Map input records"] = 24 });
    }

    [Fact]
    public void Attempts_that_failed_have_what_the_client_was_told_and_killed_ones_do_not_count()
    {
        var attempt = Parse(Failed).Attempts.ShouldHaveSingleItem();
        attempt.Attempt.ShouldBe("attempt_1767243600000_0007_m_000000_0");
        var told = attempt.Error.ShouldNotBeNull();
        told.Kind.ShouldBe(ErrorKind.Wrapper);
        (told.Excerpt.FirstLine, told.Excerpt.LastLine).ShouldBe((3, 4));
    }

    [Fact]
    public void What_the_client_itself_says_is_an_error() =>
        Parse("2026-01-01 05:00:10,000 ERROR org.apache.hadoop.streaming.StreamJob (main): Error Launching job : Output directory s3://b/out already exists")
            .Errors.ShouldHaveSingleItem().Kind.ShouldBe(ErrorKind.Client);

    [Fact]
    public void A_log_without_any_of_it_gives_nothing()
    {
        var parsed = Parse("x\njob_x");
        parsed.Counters.ShouldBeNull();
        parsed.Jobs.ShouldBeEmpty();
        parsed.Errors.ShouldBeEmpty();
    }

    private static StepSyslogParser Parse(string text)
    {
        var parser = new StepSyslogParser();
        LineReader.Read(Encoding.UTF8.GetBytes(text), parser);
        return parser;
    }
}
