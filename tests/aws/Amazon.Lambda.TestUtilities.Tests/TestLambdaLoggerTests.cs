using Amazon.Lambda.Core;
using Amazon.Lambda.TestUtilities;

namespace MrJob.Aws.Tests;

public sealed class TestLambdaLoggerTests
{
    private readonly TestLambdaLogger logger = new();

    [Fact]
    public void Plain_messages_are_lines()
    {
        logger.Log("one");
        logger.LogLine("two");

        Logged().ShouldBe("one\ntwo\n");
    }

    [Fact]
    public void A_level_stands_before_its_message()
    {
        ((ILambdaLogger)logger).LogWarning("slow");

        Logged().ShouldBe("Warning: slow\n");
    }

    [Fact]
    public void Arguments_are_listed_under_the_message_and_not_filled_in()
    {
        ((ILambdaLogger)logger).LogInformation("{job} took {seconds}", "j1", 5);

        Logged().ShouldBe("Information: {job} took {seconds}\n\tj1\n\t5\n\n");
    }

    [Fact]
    public void An_exception_follows_its_message()
    {
        ((ILambdaLogger)logger).LogError(new InvalidOperationException("broken"), "it failed");

        Logged().ShouldBe("Error: it failed\nSystem.InvalidOperationException: broken\n\n");
    }

    [Fact]
    public void A_context_logs_to_a_test_logger_unless_told_otherwise() =>
        new TestLambdaContext().Logger.ShouldBeOfType<TestLambdaLogger>();

    private string Logged() => logger.Buffer.ToString().ReplaceLineEndings("\n");
}
