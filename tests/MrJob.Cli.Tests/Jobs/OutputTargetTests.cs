using MrJob.Cli.Jobs;
using MrJob.Testing;

namespace MrJob.Cli.Tests.Jobs;

public sealed class OutputTargetTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Output_is_printed_unless_something_else_is_asked_for()
    {
        OutputTarget.Of(null, noOutput: false).ShouldBe(new(true, null, null));
        OutputTarget.Of(null, noOutput: true).ShouldBe(new(false, null, null));
        OutputTarget.Of("s3://bucket/out", noOutput: false).ShouldBe(new(false, null, "s3://bucket/out"));
        OutputTarget.Of(_folder.File("out"), noOutput: false).ShouldBe(new(false, _folder.File("out"), null));
    }

    [Fact]
    public void A_folder_that_holds_something_is_not_written_to()
    {
        _folder.Write("out/old", "");
        Should.Throw<CommandException>(() => OutputTarget.Of(_folder.File("out"), noOutput: false)).ExitCode.ShouldBe(ExitCodes.BadUsage);
    }
}
