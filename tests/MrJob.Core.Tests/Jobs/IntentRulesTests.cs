using MrJob.Core.Jobs;

namespace MrJob.Core.Tests.Jobs;

public class IntentRulesTests
{
    private static readonly Timings FirstRun = Timings.Laptop("first run");
    private static readonly Timings SecondRun = Timings.Laptop("second run");

    [Theory]
    [InlineData(84, false)]
    [InlineData(85, true)]
    public void A_look_for_steps_says_something_a_minute_after_the_calls_deadline(int seconds, bool counts) =>
        IntentRules.Counts(Open(IntentKind.AddSteps), Some.Time.AddSeconds(seconds), Timings.Emr).ShouldBe(counts);

    [Theory]
    [InlineData(384, false)]
    [InlineData(385, true)]
    public void A_look_for_a_cluster_says_something_five_minutes_after_that(int seconds, bool counts) =>
        IntentRules.Counts(Open(IntentKind.StartCluster), Some.Time.AddSeconds(seconds), Timings.Emr).ShouldBe(counts);

    [Theory]
    [InlineData(IntentKind.AddSteps, 0, false)]
    [InlineData(IntentKind.AddSteps, 1, true)]
    [InlineData(IntentKind.StartCluster, 1, false)]
    [InlineData(IntentKind.StartCluster, 2, true)]
    internal void Steps_are_sent_again_after_one_such_look_and_a_cluster_asked_for_after_two(IntentKind kind, int looks, bool may) =>
        IntentRules.MayRepeat(Open(kind, looks), Timings.Emr).ShouldBe(may);

    [Fact]
    public void On_a_laptop_one_look_at_once_is_enough_when_the_process_that_called_has_died()
    {
        var called = Open(IntentKind.StartCluster);
        IntentRules.Counts(called, Some.Time, SecondRun).ShouldBeTrue();
        IntentRules.MayRepeat(called, SecondRun).ShouldBeFalse("nobody has looked");
        IntentRules.MayRepeat(called with { EmptyLooks = 1 }, SecondRun).ShouldBeTrue();
        IntentRules.Counts(called, Some.Time, FirstRun).ShouldBeFalse("it lives");
        IntentRules.MayRepeat(called with { EmptyLooks = 1 }, FirstRun).ShouldBeFalse();
    }

    private static Intent Open(IntentKind kind, int looks = 0) =>
        new() { Kind = kind, At = Some.Time, Deadline = Some.Time.AddSeconds(25), EmptyLooks = looks, Incarnation = "first run" };
}
