using MrJob.Core.Jobs;

namespace MrJob.Core.Tests.Jobs;

public class IntentRulesTests
{
    [Theory]
    [InlineData(84, 1, false)] // a minute after the deadline of 25 s has not passed
    [InlineData(85, 0, false)] // nobody has looked
    [InlineData(85, 1, true)]
    public void Adding_steps_is_repeated_a_minute_after_its_deadline_and_one_empty_look(int seconds, int looks, bool may) =>
        IntentRules.MayRepeat(Open(IntentKind.AddSteps, looks), Some.Time.AddSeconds(seconds), Timings.Emr).ShouldBe(may);

    [Theory]
    [InlineData(384, 2, false)]
    [InlineData(385, 1, false)]
    [InlineData(385, 2, true)]
    public void A_cluster_is_asked_for_again_five_minutes_after_that_and_two_empty_looks(int seconds, int looks, bool may) =>
        IntentRules.MayRepeat(Open(IntentKind.StartCluster, looks), Some.Time.AddSeconds(seconds), Timings.Emr).ShouldBe(may);

    [Fact]
    public void On_a_laptop_a_call_of_a_process_that_died_is_repeated_after_one_look()
    {
        var sameSecond = Some.Time;
        IntentRules.MayRepeat(Open(IntentKind.StartCluster, 0), sameSecond, Timings.Laptop("second run")).ShouldBeFalse();
        IntentRules.MayRepeat(Open(IntentKind.StartCluster, 1), sameSecond, Timings.Laptop("second run")).ShouldBeTrue();
        IntentRules.MayRepeat(Open(IntentKind.StartCluster, 1), sameSecond, Timings.Laptop("first run")).ShouldBeFalse();
    }

    private static Intent Open(IntentKind kind, int looks) =>
        new() { Kind = kind, At = Some.Time, Deadline = Some.Time.AddSeconds(25), EmptyLooks = looks, Incarnation = "first run" };
}
