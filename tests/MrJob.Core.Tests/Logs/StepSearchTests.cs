using MrJob.Core.Logs.Diagnosis;
using MrJob.Core.Logs.Search;

namespace MrJob.Core.Tests.Logs;

public class StepSearchTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)] // then the largest logs of errors are read first
    public async Task Among_twenty_thousand_logs_the_cause_is_found_with_pages_of_listing_and_fewer_than_fifty_objects(bool hasMaster)
    {
        var logs = new ManyContainers(6_700, hasMaster);
        var evidence = await new StepSearch(logs, ManyContainers.Folder).SearchAsync(ManyContainers.Step, why: true, default);
        var cause = ProbableCause.Of(evidence).ShouldNotBeNull();
        cause.Text.ShouldEndWith("KeyError: 'colour'");
        (cause.Task, cause.InputSplit, cause.Confidence).ShouldBe(("task_1767243600000_0007_m_004711", "s3://data/in/part-4711:0+99", "high"));
        evidence.Files.Count.ShouldBeGreaterThan(20_000);
        logs.Lists.ShouldBeLessThanOrEqualTo(21 + 2); // of the containers, of the step, of the history where the master's log is not there
        logs.Reads.ShouldBeLessThanOrEqualTo(50);
    }

    [Fact]
    public async Task Of_a_step_that_went_well_only_its_own_logs_are_read()
    {
        var logs = new ManyContainers(6_700, hasMaster: true);
        await new StepSearch(logs, ManyContainers.Folder).SearchAsync(ManyContainers.Step, why: false, default);
        (logs.Lists, logs.Reads).ShouldBe((1, 2));
    }
}
