using MrJob.Local.Streaming;

namespace MrJob.Local.Tests.Streaming;

public class TaskSlotsTests
{
    [Fact]
    public async Task No_more_tasks_run_than_there_are_slots()
    {
        using var slots = new TaskSlots(1);
        var first = await slots.TakeAsync(default);
        var second = slots.TakeAsync(default);
        second.IsCompleted.ShouldBeFalse();

        first.Dispose();
        first.Dispose(); // a second time frees nothing

        (await second).ShouldNotBeNull();
        slots.TakeAsync(default).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Waiting_for_a_slot_can_be_cancelled()
    {
        using var slots = new TaskSlots(1);
        using var held = await slots.TakeAsync(default);
        using var cancel = new CancellationTokenSource();
        var waiting = slots.TakeAsync(cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }
}
