using MrJob.Cli.S3;

namespace MrJob.Cli.Tests.S3;

public class S3ChoiceTests
{
    [Theory]
    [InlineData("http://127.0.0.1:1", false, false, "http://127.0.0.1:2", "http://127.0.0.1:1/", false)]
    [InlineData(null, true, false, "http://127.0.0.1:2", null, false)]
    [InlineData(null, false, true, "http://127.0.0.1:2", null, true)]
    [InlineData(null, false, false, "http://127.0.0.1:2", "http://127.0.0.1:2/", false)]
    [InlineData(null, false, false, null, null, true)]
    [InlineData(null, false, false, "", null, true)]
    public void A_switch_goes_before_the_environment_and_that_before_the_data_folder(
        string? endpointUrl, bool aws, bool dataDir, string? variable, string? endpoint, bool isLocal)
    {
        var choice = S3Choice.Of(endpointUrl, aws, dataDir, name => name == "AWS_ENDPOINT_URL" ? variable : null);
        choice.Endpoint?.ToString().ShouldBe(endpoint);
        choice.IsLocal.ShouldBe(isLocal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", true, false)]
    [InlineData(null, true, true)]
    [InlineData("ftp://nowhere", false, false)]
    public void Two_answers_or_none_are_bad_usage(string? endpointUrl, bool aws, bool dataDir) =>
        Should.Throw<CommandException>(() => S3Choice.Of(endpointUrl, aws, dataDir, _ => null)).ExitCode.ShouldBe(ExitCodes.BadUsage);
}
