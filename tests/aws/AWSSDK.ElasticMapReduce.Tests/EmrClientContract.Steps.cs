using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;

namespace MrJob.Aws.Tests;

/// <content>Steps: adding, listing and asking for them.</content>
public abstract partial class EmrClientContract
{
    [Fact]
    public async Task Steps_are_listed_newest_first_with_what_they_run()
    {
        var id = await RunAsync(Cluster());

        var added = await AddStepsAsync(id, Step("one"), Step("two"));
        var listed = (await Emr.ListStepsAsync(new ListStepsRequest { ClusterId = id })).Steps;

        added.Count.ShouldBe(2);
        added.ShouldAllBe(s => s.StartsWith("s-", StringComparison.Ordinal));
        listed.Select(s => s.Id).ShouldBe(added.AsEnumerable().Reverse());
        listed.Select(s => s.Name).ShouldBe(["two", "one"]);
        listed[0].ActionOnFailure.ShouldBe(ActionOnFailure.CANCEL_AND_WAIT);
        listed[0].Config.Jar.ShouldBe("command-runner.jar");
        listed[0].Config.Args.ShouldBe(["echo", "two"]);
        listed[0].Config.Properties.ShouldContainKeyAndValue("a", "b");
    }

    [Fact]
    public async Task Steps_of_a_new_cluster_are_there_at_once()
    {
        var asked = Cluster();
        asked.Steps = [Step("first")];

        var steps = (await Emr.ListStepsAsync(new ListStepsRequest { ClusterId = await RunAsync(asked) })).Steps;

        steps.ShouldHaveSingleItem().Name.ShouldBe("first");
    }

    [Fact]
    public async Task Steps_can_be_asked_for_by_id()
    {
        var id = await RunAsync(Cluster());
        var added = await AddStepsAsync(id, Step("one"), Step("two"), Step("three"));

        var listed = await Emr.ListStepsAsync(new ListStepsRequest { ClusterId = id, StepIds = [added[1]] });
        var described = await Emr.DescribeStepAsync(new DescribeStepRequest { ClusterId = id, StepId = added[1] });

        listed.Steps.ShouldHaveSingleItem().Id.ShouldBe(added[1]);
        described.Step.Name.ShouldBe("two");
        described.Step.Config.Args.ShouldBe(["echo", "two"]);
        described.Step.Status.Timeline.CreationDateTime.ShouldNotBeNull();
    }

    [Fact]
    public async Task Steps_can_be_asked_for_by_state()
    {
        var id = await RunAsync(Cluster());
        await AddStepsAsync(id, Step("one"));

        var ended = new ListStepsRequest { ClusterId = id, StepStates = [StepState.FAILED, StepState.CANCELLED] };
        (await Emr.ListStepsAsync(ended)).Steps.ShouldBeEmpty();
    }
}
