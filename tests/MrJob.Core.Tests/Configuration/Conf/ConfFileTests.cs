using MrJob.Core.Configuration.Conf;

namespace MrJob.Core.Tests.Configuration.Conf;

public class ConfFileTests
{
    [Theory]
    [InlineData("a: 1", "a: 'a' ")]
    [InlineData("runers: {}", "did you mean 'runners'?")]
    [InlineData("runners: [emr]", "runners must be an object")]
    [InlineData("runners: {emr: [x]}", "runners.emr must be an object of options")]
    [InlineData("include: {a: b}", "include must be a path or a list of paths")]
    [InlineData("[1, 2]", "must be an object with runners")]
    [InlineData("a: [1", "mrjob.conf:2")]
    [InlineData("runners:\n  emr:\n    x: 1\n    x: 2", "mrjob.conf:4")]
    [InlineData("runners: {}\n---\nrunners: {}", "a second document begins")]
    public void What_is_no_conf_is_said_with_its_file_and_line(string text, string said) =>
        Should.Throw<ConfException>(() => ConfFile.Parse("mrjob.conf", text)).Message.ShouldContain(said.Replace("a: 'a' ", "'a' is not known"));

    [Theory]
    [InlineData("")]
    [InlineData("# nothing")]
    [InlineData("runners:")]
    [InlineData("runners:\n  emr:")]
    [InlineData("{\"runners\": {\"emr\": null}}")]
    public void An_empty_conf_says_nothing(string text) => ConfFile.Parse("f", text).Runners.Values.SelectMany(s => s.Options).ShouldBeEmpty();

    [Theory]
    [InlineData("yes", "true")]
    [InlineData("No", "false")]
    [InlineData("on", "true")]
    [InlineData("OFF", "false")]
    [InlineData("True", "true")]
    [InlineData("\"yes\"", "\"yes\"")]
    [InlineData("0755", "\"0755\"")]
    [InlineData("0.10", "0.10")]
    [InlineData("12", "12")]
    [InlineData("2026-01-31", "\"2026-01-31\"")]
    [InlineData("!clear [a]", """{"!clear":["a"]}""")]
    [InlineData("!clear ~", """{"!clear":null}""")]
    [InlineData("{a: !clear b}", """{"a":{"!clear":"b"}}""")]
    [InlineData("{!clear a: b}", """{"a":{"!clear":"b"}}""")]
    public void A_value_is_read_as_mrjobs_YAML_was(string yaml, string json) =>
        ConfFile.Parse("f", $"runners: {{emr: {{x: {yaml}}}}}").Runners["emr"].Options["x"]!.ToJsonString().ShouldBe(json);

    [Fact]
    public void Anchors_and_merged_keys_are_followed()
    {
        var conf = ConfFile.Parse("f", """
            runners:
              emr: &base
                zone: a
                setup: [x]
              local:
                <<: *base
                zone: b
            """);
        conf.Runners["local"].Options.ToJsonString().ShouldBe("""{"setup":["x"],"zone":"b"}""");
    }
}
