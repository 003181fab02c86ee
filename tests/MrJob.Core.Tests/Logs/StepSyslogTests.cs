using MrJob.Core.Logs;

namespace MrJob.Core.Tests.Logs;

public class StepSyslogTests
{
    private static readonly string[] Failed =
    [
        "2026-01-01 05:00:00,123 INFO org.apache.hadoop.mapreduce.Job (main): Running job: job_1767243600000_0007",
        "2026-01-01 05:00:09,000 INFO org.apache.hadoop.mapreduce.Job (main): Task Id : attempt_1767243600000_0007_m_000000_0, Status : FAILED",
        "Error: java.lang.RuntimeException: PipeMapRed.waitOutputThreads(): subprocess failed with code 1",
        "\tat org.apache.hadoop.streaming.PipeMapRed.waitOutputThreads(PipeMapRed.java:326)",
        "",
        "2026-01-01 05:00:10,000 INFO org.apache.hadoop.mapreduce.Job (main): Counters: 2",
        "\tJob Counters ",
        "\t\tFailed map tasks=1",
        "\tMap-Reduce Framework",
        "\t\tMap input records=12",
        "\t\tbroken",
    ];

    [Fact]
    public void Jobs_are_named_as_their_applications() => StepSyslog.Applications(Failed).ShouldBe(["application_1767243600000_0007"]);

    [Fact]
    public void Counters_come_in_groups()
    {
        var counters = StepSyslog.Counters(Failed).ShouldNotBeNull();
        counters["Job Counters"]["Failed map tasks"].ShouldBe(1);
        counters["Map-Reduce Framework"].ShouldBe(new Dictionary<string, long> { ["Map input records"] = 12 });
    }

    [Fact]
    public void An_attempts_error_has_the_lines_under_it() =>
        StepSyslog.Error(Failed).ShouldNotBeNull().ShouldSatisfyAllConditions(e => e.FirstLine.ShouldBe(2), e => e.LastLine.ShouldBe(4));

    [Fact]
    public void A_log_without_any_of_it_gives_nothing()
    {
        StepSyslog.Counters(["x"]).ShouldBeNull();
        StepSyslog.Error([]).ShouldBeNull();
        StepSyslog.Applications(["job_x"]).ShouldBeEmpty();
    }
}
