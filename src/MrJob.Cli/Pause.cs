namespace MrJob.Cli;

/// <summary>The command's own waiting; it is the entry point, so the system's clock comes in here.</summary>
internal static class Pause
{
#pragma warning disable RS0030 // an entry point
    public static TimeProvider Clock { get; } = TimeProvider.System;
#pragma warning restore RS0030

    public static Task ForAsync(TimeSpan time, CancellationToken cancel) => Task.Delay(time, Clock, cancel);
}
