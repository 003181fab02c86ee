using Amazon.Lambda.Core;

namespace MrJob.Aws.Tests;

public sealed class LambdaLoggerTests
{
    [Fact]
    public void A_logger_that_knows_no_levels_gets_every_message_as_a_line()
    {
        var lines = new LineLogger();
        ILambdaLogger logger = lines;

        logger.LogInformation("started");
        logger.Log(LogLevel.Warning, "slow");
        logger.Log("Custom", "own level");

        lines.Lines.ShouldBe(["started", "slow", "own level"]);
    }

    [Fact]
    public void A_logger_that_overrides_the_levels_gets_their_names()
    {
        var levels = new LevelLogger();
        ILambdaLogger logger = levels;

        logger.LogTrace("a");
        logger.LogDebug("b");
        logger.LogInformation("c");
        logger.LogWarning("d");
        logger.LogError("e");
        logger.LogCritical("f");

        levels.Entries.ShouldBe(["Trace a", "Debug b", "Information c", "Warning d", "Error e", "Critical f"]);
    }

    [Fact]
    public void Arguments_reach_the_logger_unformatted()
    {
        var levels = new LevelLogger();
        ILambdaLogger logger = levels;

        logger.LogError("{job} failed after {minutes}", "j1", 5);
        logger.Log(LogLevel.Debug, "{job}", "j2");

        levels.Entries.ShouldBe(["Error {job} failed after {minutes} [j1,5]", "Debug {job} [j2]"]);
    }

    [Fact]
    public void An_exception_is_logged_after_its_message()
    {
        var levels = new LevelLogger();
        ILambdaLogger logger = levels;

        logger.LogError(new InvalidOperationException("broken"), "{job} failed", "j1");

        levels.Entries.ShouldBe(["Error {job} failed [j1]", "Error System.InvalidOperationException: broken [j1]"]);
    }

    private sealed class LineLogger : ILambdaLogger
    {
        public List<string> Lines { get; } = [];

        public void Log(string message) => Lines.Add(message);

        public void LogLine(string message) => Lines.Add(message);
    }

    private sealed class LevelLogger : ILambdaLogger
    {
        public List<string> Entries { get; } = [];

        public void Log(string message) => Entries.Add(message);

        public void LogLine(string message) => Entries.Add(message);

        public void Log(string level, string message) => Entries.Add($"{level} {message}");

        public void Log(string level, string message, params object[] args) =>
            Entries.Add($"{level} {message} [{string.Join(',', args)}]");
    }
}
