using Amazon.Lambda.Core;
using MrJob.Local.Gateway.Handlers;

namespace MrJob.Local.Tests.Gateway.Handlers;

public class LineLoggerTests
{
    private readonly List<string> _lines = [];

    [Fact]
    public void Each_call_is_a_line_with_its_level()
    {
        ILambdaLogger logger = new LineLogger(_lines.Add);
        logger.Log("plain\n");
        logger.LogLine("line");
        logger.LogInformation("ready");
        logger.LogWarning("job {id} was refused {times} times {more}", "a", 2);
        logger.LogError(new InvalidOperationException("broken"), "step {n}", 1);

        _lines[..4].ShouldBe(["plain", "line", "Information: ready", "Warning: job a was refused 2 times {more}"]);
        _lines[4].ShouldStartWith($"Error: step 1{Environment.NewLine}System.InvalidOperationException: broken");
    }
}
