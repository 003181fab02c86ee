using System.Text.Json.Nodes;
using MrJob.Cli.Jobs;

namespace MrJob.Cli.Tests.Jobs;

public class JobTextTests
{
    [Fact]
    public void The_cause_is_the_last_thing_said_of_a_failure() => JobText.Failure(Job("""
        {"id": "x", "state": "FAILED", "reason": "r",
         "cause": {"text": "Traceback\nValueError: y", "file": "s3://b/stderr.gz", "first_line": 3, "last_line": 4, "confidence": "high"}}
        """)).ShouldEndWith("lines 3 to 4:\nTraceback\nValueError: y");

    [Fact]
    public void Without_a_cause_the_user_is_told_how_to_ask_for_it() =>
        JobText.Failure(Job("""{"id": "x", "state": "FAILED"}""")).ShouldContain("mrjob jobs logs x");

    [Fact]
    public void Progress_says_where_each_step_is() => JobText.Progress(Job("""
        {"id": "x", "state": "RUNNING", "cluster_id": "j-1", "placement": {"decision": "joined"}, "steps": [{"state": "COMPLETED"}, {"state": "QUEUED"}]}
        """)).ShouldBe(["Job x is accepted", "On cluster j-1: joined", "Step 1 of 2: COMPLETED"]);

    [Fact]
    public void Counters_are_told_step_by_step_as_Hadoop_lays_them_out() => JobText.Counters(Job("""
        {"steps": [{"counters": {"Map-Reduce Framework": {"Map input records": 12, "Spilled Records": 0}}}, {"state": "SKIPPED"}]}
        """)).ShouldBe(["Counters of step 1 of 2:", "\tMap-Reduce Framework", "\t\tMap input records=12", "\t\tSpilled Records=0"]);

    private static JsonObject Job(string json) => JsonNode.Parse(json)!.AsObject();
}
