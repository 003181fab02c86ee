using MrJob.Cli.Jobs;
using MrJob.Testing;

namespace MrJob.Cli.Tests.Jobs;

public sealed class JobFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_job_file_is_YAML_whose_plain_values_are_typed() => JobFile.Read(_folder.Write("job.yaml", """
        label: a        # a comment
        steps:
          - {type: streaming, mapper: "2", jobconf: {n: 2, ratio: 0.5, on: true, off: no, none: ~, quoted: 'true'}}
        """)).ToJsonString().ShouldBe(
        """{"label":"a","steps":[{"type":"streaming","mapper":"2","jobconf":{"n":2,"ratio":0.5,"on":true,"off":"no","none":null,"quoted":"true"}}]}""");

    [Fact]
    public void A_job_file_may_be_JSON() =>
        JobFile.Read(_folder.Write("job.json", """{"label": "a", "steps": [1, "2"]}""")).ToJsonString().ShouldBe("""{"label":"a","steps":[1,"2"]}""");

    [Theory]
    [InlineData("steps: [", "line")]
    [InlineData("a: 1\na: 2", "line 2")]
    [InlineData("- a", "must hold one object")]
    [InlineData("", "must hold one object")]
    [InlineData("a: 1\n---\nb: 2", "a second document begins")]
    public void A_file_that_is_no_job_is_bad_usage_that_names_the_file(string text, string detail)
    {
        var error = Should.Throw<CommandException>(() => JobFile.Read(_folder.Write("job.yaml", text)));
        error.ExitCode.ShouldBe(ExitCodes.BadUsage);
        error.Message.ShouldContain("job.yaml");
        error.Message.ShouldContain(detail);
    }

    [Fact]
    public void A_missing_file_is_bad_usage() =>
        Should.Throw<CommandException>(() => JobFile.Read(_folder.File("nowhere.yaml"))).Message.ShouldContain("nowhere.yaml");
}
