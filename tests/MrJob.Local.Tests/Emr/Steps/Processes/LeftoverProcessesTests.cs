using MrJob.Local.Emr.Steps.Processes;
using MrJob.Testing;

namespace MrJob.Local.Tests.Emr.Steps.Processes;

public sealed class LeftoverProcessesTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task Processes_in_the_ledger_and_their_children_are_ended()
    {
        using var child = Start("sleep 600 & setsid sleep 600 & wait");

        LeftoverProcesses.End(folder.Path);

        (await child.WaitAsync()).ShouldBe(128 + 9);
        TaggedProcesses.Find(folder.Path).ShouldBeEmpty();
        File.Exists(folder.File("processes")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_process_that_has_the_pid_now_but_started_at_another_time_is_left_alone()
    {
        using var other = new TempFolder();
        using var child = ChildProcess.Start(new ProcessSpec("sleep", ["600"], other.Path, Environment()), new ProcessLedger(other.Path));
        while (TaggedProcesses.Find(other.Path).Count == 0) // a moment without an environment: it becomes sleep
            await Task.Yield();
        folder.Write("processes", $"{child.Id} 1\n999999999 1\nnonsense\n12");

        LeftoverProcesses.End(folder.Path);

        TaggedProcesses.Find(other.Path).ShouldBe([child.Id]);
        child.End();
    }

    [Fact]
    public async Task Ending_a_process_leaves_others_that_run_in_the_same_folder()
    {
        using var mapper = Start("sleep 600");
        using var combiner = Start("read line; exit 7");

        mapper.End();

        (await mapper.WaitAsync()).ShouldBe(128 + 9);
        combiner.Input.Write("go on\n"u8);
        combiner.Input.Close();
        (await combiner.WaitAsync()).ShouldBe(7);
    }

    [Fact]
    public void Without_a_ledger_there_is_nothing_to_end() => Should.NotThrow(() => LeftoverProcesses.End(folder.Path));

    [Fact]
    public void A_start_time_is_read_behind_any_name() =>
        ProcessLedger.StartTicks("42 (a) b (c)) S 1 42 42 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 98765 1 2").ShouldBe("98765");

    public void Dispose() => folder.Dispose();

    private ChildProcess Start(string script) =>
        ChildProcess.Start(new ProcessSpec("sh", ["-c", script], folder.Path, Environment()), new ProcessLedger(folder.Path));

    private static Dictionary<string, string> Environment() => new() { ["PATH"] = System.Environment.GetEnvironmentVariable("PATH")! };
}
