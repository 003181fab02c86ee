using System.Text.Json.Nodes;
using MrJob.Core.Configuration;
using MrJob.Core.Configuration.Conf;
using MrJob.Testing;

namespace MrJob.Core.Tests.Configuration.Conf;

/// <summary>What confs of the Python mrjob hold, and what people mistype in them.</summary>
public sealed class ConfEdgesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{PATH: /a}", "{PATH: \"\"}", "/a")]
    [InlineData("{PATH: \"\"}", "{PATH: /a}", "/a")]
    [InlineData("{PATH: /b}", "{PATH: /a}", "/a:/b")]
    public void An_empty_PATH_adds_no_colon(string lower, string higher, string expected) =>
        Combine.Finish(Combine.Two(Combining.Env, Given.Parse(Json(lower)), Given.Parse(Json(higher))))!["PATH"]!.GetValue<string>().ShouldBe(expected);

    [Theory]
    [InlineData("{!!str 1: !!str 2}", """{"1":"2"}""")]
    [InlineData("{a: !!str 010, b: !!str true}", """{"a":"010","b":"true"}""")]
    [InlineData("{a: Null, b: NULL, c: ~}", """{"a":null,"b":null,"c":null}""")]
    [InlineData("{a: !clear , b: !clear 5, c: !clear true, d: !clear 'x'}", """{"a":{"!clear":null},"b":{"!clear":5},"c":{"!clear":true},"d":{"!clear":"x"}}""")]
    [InlineData("{a: [!clear x, y]}", """{"a":["x","y"]}""")]
    [InlineData("{a: &a {x: 1}, b: {<<: *a, y: 2}, c: {<<: [*a], x: 3}}", """{"a":{"x":1},"b":{"x":1,"y":2},"c":{"x":3}}""")]
    [InlineData("{a: &a {x: 1}, b: !clear {<<: *a}, !clear c: *a}", """{"a":{"x":1},"b":{"!clear":{"x":1}},"c":{"!clear":{"x":1}}}""")]
    [InlineData("{!clear a: !clear 1}", """{"a":{"!clear":1}}""")]
    public void YAML_is_read_as_PyYAML_reads_it(string yaml, string json) => Json(yaml)!.ToJsonString().ShouldBe(json);

    [Theory]
    [InlineData("runners: {emr: {setup: &a [*a]}}")]
    [InlineData("runners: &a {emr: *a}")]
    [InlineData("runners: {emr: &a {<<: *a}}")]
    [InlineData("runners: {emr: {!clear label: a, label: b}}")]
    [InlineData("runners: {emr: {cmdenv: {A: b, !clear A: c}}}")]
    [InlineData("runners: {emr: {setup: !Ref a}}")]
    [InlineData("runners: !clear {emr: {label: a}}")]
    [InlineData("runers: &a {emr: {label: a}}")]
    [InlineData("x: 1")]
    [InlineData("runners: {emr: {setup: !claer [a]}}")]
    [InlineData("runners: {emr: {cmdenv: {? [a] : b}}}")]
    [InlineData("runners: {emr: {cmdenv: {<<: 5}}}")]
    [InlineData("runners: {emr: !clear {label: a}}")]
    [InlineData("runners: {emrr: {label: a}}")]
    [InlineData("runers: {emr: {label: a}}")]
    [InlineData("runners: {emr: {label: a, label: b}}")]
    [InlineData("runners: {emr: [1]}")]
    [InlineData("include: {a: b}")]
    [InlineData("include: a\ninclude: b")]
    public void What_cannot_be_meant_is_refused_with_its_place(string yaml) =>
        Should.Throw<ConfException>(() => ConfFile.Parse("my.conf", yaml)).Message.ShouldStartWith("my.conf:");

    [Theory]
    [InlineData("include:\nrunners:\n  emr:")]
    [InlineData("include: []\nrunners: ~")]
    [InlineData("")]
    [InlineData("# nothing")]
    [InlineData("common: &common {label: a}\nrunners: {emr: *common}")]
    [InlineData("runners: {hadoop: {label: a}, inline: , dataproc: {}, spark: ~, local: {}, my_runner: {}}")]
    public void What_the_old_runner_took_is_taken(string yaml) => Should.NotThrow(() => ConfFile.Parse("my.conf", yaml));

    [Fact]
    public void Relative_globs_and_globs_below_a_folder_are_found_in_order()
    {
        foreach (var name in new[] { "b.db", "a.db", ".c.db", "d/e.db", "f/g.db", "{x}.db" })
            _folder.Write(name, "");
        PathExpansion.Globs(_folder.File("*.db")).ShouldBe([_folder.File("a.db"), _folder.File("b.db"), _folder.File("{x}.db")]);
        PathExpansion.Globs(_folder.File("*/*.db")).ShouldBe([_folder.File("d/e.db"), _folder.File("f/g.db")]);
        PathExpansion.Globs(_folder.File("[a-b].d?")).ShouldBe([_folder.File("a.db"), _folder.File("b.db")]);
        PathExpansion.Globs(_folder.File("{x}.d*")).ShouldBe([_folder.File("{x}.db")]);
        PathExpansion.Globs(_folder.File("*.none")).ShouldBe([_folder.File("*.none")]);
        PathExpansion.Globs(_folder.File("[!a].db")).ShouldBe([_folder.File("b.db")]);
        PathExpansion.Globs(_folder.File("[z-a]*")).ShouldBe([_folder.File("[z-a]*")]);
        PathExpansion.Globs(_folder.File("[.db*")).ShouldBe([_folder.File("[.db*")]);
    }

    [Theory]
    [InlineData("~", "/home/me")]
    [InlineData("~/x", "/home/me/x")]
    [InlineData("$HOME/x", "/home/me/x")]
    [InlineData("${A}b$A", "1b1")]
    [InlineData("$AB", "$AB")]
    [InlineData("$NONE/${NONE}", "$NONE/${NONE}")]
    [InlineData("a~", "a~")]
    [InlineData("$T/x", "/home/me/x")]
    [InlineData("$", "$")]
    [InlineData("s3://$A/x", "s3://1/x")]
    public void Paths_expand_as_Python_expands_them(string path, string expected) => PathExpansion.Expand(
        path, name => name switch { "HOME" => "/home/me", "A" => "1", "T" => "~", _ => null }).ShouldBe(expected);

    [Fact]
    public async Task A_file_met_twice_counts_at_its_highest_place_and_a_circle_does_no_harm()
    {
        var files = new Dictionary<string, string>
        {
            ["top"] = "include: [a, b]", ["a"] = "include: base", ["b"] = "include: [base, top]", ["base"] = "include: base",
        };
        var loader = new ConfLoader((path, _) => Task.FromResult(files.GetValueOrDefault(path)), (_, include) => include);
        (await loader.LoadAsync(["top"], default)).Select(f => f.Name).ShouldBe(["a", "base", "b", "top"]);
        (await loader.LoadAsync(["b", "a"], default)).Select(f => f.Name).ShouldBe(["top", "b", "base", "a"]);
    }

    [Fact]
    public void Aliases_of_aliases_do_not_fill_the_memory()
    {
        var yaml = "l0: &l0 [x]\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"l{i}: &l{i} [*l{i - 1}, *l{i - 1}]\n"));
        Should.Throw<ConfException>(() => ConfFile.Parse("my.conf", yaml)).Message.ShouldContain("too large");
    }

    [Fact]
    public void A_null_of_extra_cluster_params_stays_to_take_away_what_the_service_sets()
    {
        var layers = new[] { """{"extra_cluster_params": {"A": 1, "B": 2, "C": 3}}""", """{"extra_cluster_params": {"A": null, "B": {"!clear": null}}}""" }
            .Select(json => new OptionLayer("a test", new Dictionary<string, Given>
            {
                ["extra_cluster_params"] = Given.Parse(JsonNode.Parse(json)!["extra_cluster_params"]),
            })).ToList();
        EffectiveOptions.Of(layers).Values["extra_cluster_params"].Value.ToJsonString().ShouldBe("""{"A":null,"C":3}""");
    }

    [Theory]
    [InlineData("cloud_tmp_dir: $BUCKET/tmp")]
    [InlineData("cloud_tmp_dir: !clear $BUCKET/tmp")]
    [InlineData("s3_scratch_uri: $BUCKET/tmp")]
    public void A_variable_may_hold_the_start_of_an_S3_URI(string option) => ConfLayers.Of(
        [ConfFile.Parse("my.conf", $"runners: {{emr: {{{option}}}}}")], ["emr"], forService: false,
        path => PathExpansion.Expand(path, name => name == "BUCKET" ? "s3://b" : null))[0].Values["cloud_tmp_dir"].Value!.GetValue<string>().ShouldBe("s3://b/tmp/");

    private static JsonNode? Json(string yaml) => YamlJson.ToJson(YamlJson.Document(yaml)!, words: true);
}
