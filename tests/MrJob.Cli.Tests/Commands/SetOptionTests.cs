using MrJob.Cli.Commands;

namespace MrJob.Cli.Tests.Commands;

public class SetOptionTests
{
    [Theory]
    [InlineData("num_core_instances=2", "num_core_instances", "2")]
    [InlineData("pool_clusters=true", "pool_clusters", "true")]
    [InlineData("upload_files=[a, b]", "upload_files", "[\"a\",\"b\"]")]
    [InlineData("cmdenv={A: b=c}", "cmdenv", "{\"A\":\"b=c\"}")]
    [InlineData("label=", "label", "\"\"")]
    [InlineData("label=[", "label", "\"[\"")]
    public void A_value_is_read_as_YAML_reads_it(string text, string name, string json)
    {
        var (parsed, value) = SetOption.Parse(text);
        parsed.ShouldBe(name);
        value!.ToJsonString().ShouldBe(json);
    }

    [Theory]
    [InlineData("pool_clusters")]
    [InlineData("=x")]
    public void What_has_no_name_and_value_is_bad_usage(string text) =>
        Should.Throw<CommandException>(() => SetOption.Parse(text)).ExitCode.ShouldBe(ExitCodes.BadUsage);
}
