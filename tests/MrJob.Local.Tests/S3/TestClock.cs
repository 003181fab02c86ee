namespace MrJob.Local.Tests.S3;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class TestClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 5, 17, 9, 30, 0, 250, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>For clients that sign with the machine's clock.</summary>
#pragma warning disable RS0030 // a fixture: it is this machine that the client runs on
    public void SetToMachine() => Now = System.GetUtcNow();
#pragma warning restore RS0030
}
