using System.Text.Json.Nodes;
using MrJob.Core.Configuration;
using MrJob.Core.Configuration.Conf;
using MrJob.Testing;

namespace MrJob.Core.Tests.Configuration.Conf;

/// <summary>Confs on disk, included and given several at once, become one value for each option.</summary>
public sealed class ConfMergeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_conf_with_two_includes_merges_each_option_by_its_rule()
    {
        _folder.Write("shared/site.conf", """
            runners:
              emr:
                label: site
                instance_type: m5.xlarge
                cloud_tmp_dir: s3://site/tmp
                python_bin: python2
                setup: [echo site]
                bootstrap: [echo never]
                libjars: [/jars/site.jar]
                cmdenv: {PATH: /site/bin, PYTHONPATH: /site/py, LD_LIBRARY_PATH: /site/lib, TZ: UTC, GONE: x}
                jobconf: {mapreduce.map.speculative: yes, mapreduce.job.reduces: 4, mapreduce.gone: 1}
                tags: {team: site, cost: "1"}
            """);
        _folder.Write("team.json", """
            {"runners": {"emr": {
              "instance_type": "m6g.xlarge", "num_core_instances": 4, "python_bin": ["nice", "python3"],
              "setup": "echo team", "libjars": ["/jars/team.jar"],
              "cmdenv": {"PATH": "/team/bin"}, "jobconf": {"mapreduce.map.speculative": false}, "tags": {"team": "team"}}}}
            """);
        var mine = _folder.Write("mine.conf", """
            include:
            - shared/site.conf
            - team.json
            common: &java
              mapreduce.map.java.opts: -Xmx1g
            runners:
              emr:
                label:
                pool_clusters: on
                cloud_tmp_dir: s3://mine/tmp
                setup:
                - echo mine
                !clear bootstrap:
                - echo mine
                libjars: !clear /jars/mine.jar
                cmdenv:
                  PATH: /mine/bin
                  PYTHONPATH: !clear /mine/py
                  !clear LD_LIBRARY_PATH:
                  GONE: ~
                jobconf:
                  <<: *java
                  mapreduce.gone: ~
                  mapreduce.output.fileoutputformat.compress: True
                tags: !clear {me: "yes"}
              local: {label: laptop}
            """);

        (await MergedAsync(["emr"], mine)).ToJsonString().ShouldBe(JsonNode.Parse("""
            {
              "bootstrap": ["echo mine"],
              "cloud_tmp_dir": "s3://mine/tmp/",
              "cmdenv": {"PATH": "/mine/bin:/team/bin:/site/bin", "PYTHONPATH": "/mine/py", "TZ": "UTC"},
              "instance_type": "m6g.xlarge",
              "jobconf": {
                "mapreduce.job.reduces": "4", "mapreduce.map.java.opts": "-Xmx1g", "mapreduce.map.speculative": "false",
                "mapreduce.output.fileoutputformat.compress": "true"},
              "label": "site",
              "libjars": ["/jars/mine.jar"],
              "num_core_instances": 4,
              "pool_clusters": true,
              "python_bin": ["nice", "python3"],
              "setup": ["echo site", "echo team", "echo mine"],
              "tags": {"me": "yes"}
            }
            """)!.ToJsonString());
        (await MergedAsync(["emr", "local"], mine))["label"]!.GetValue<string>().ShouldBe("laptop");
    }

    [Fact]
    public async Task Of_several_confs_the_later_are_above_the_earlier()
    {
        var first = _folder.Write("first.conf", "runners: {emr: {label: first, setup: [a], owner: ann}}");
        var second = _folder.Write("second.conf", "runners: {emr: {label: second, setup: [b]}}");
        (await MergedAsync(["emr"], first, second)).ToJsonString().ShouldBe("""{"label":"second","owner":"ann","setup":["a","b"]}""");
        (await MergedAsync(["emr"], second, first)).ToJsonString().ShouldBe("""{"label":"first","owner":"ann","setup":["b","a"]}""");
    }

    [Fact]
    public async Task Each_value_knows_the_files_and_lines_that_it_comes_from()
    {
        var low = _folder.Write("low.conf", "runners:\n  emr:\n    label: low\n    setup: [a]\n");
        var high = _folder.Write("high.conf", "include: low.conf\nrunners:\n  emr:\n\n    label: high\n    setup: [b]\n");
        var values = (await EffectiveAsync(["emr"], high)).Values;
        values["label"].Sources.ShouldBe([$"{high}:5"]);
        values["setup"].Sources.ShouldBe([$"{low}:4", $"{high}:6"]);
    }

    [Fact]
    public async Task A_missing_include_is_an_error_that_names_both_files()
    {
        var conf = _folder.Write("my.conf", "include: no/where.conf");
        var error = await Should.ThrowAsync<ConfException>(() => EffectiveAsync(["emr"], conf));
        error.Message.ShouldContain(conf);
        error.Message.ShouldContain(_folder.File("no/where.conf"));
    }

    [Fact]
    public async Task Every_fault_of_every_file_is_named_with_its_line()
    {
        _folder.Write("low.conf", "runners:\n  emr:\n    num_core_instances: many\n");
        var conf = _folder.Write("my.conf", "include: low.conf\nrunners:\n  emr:\n    instance_typ: m5.xlarge\n");
        var error = await Should.ThrowAsync<ConfException>(() => EffectiveAsync(["emr"], conf));
        error.Message.ShouldContain($"{_folder.File("low.conf")}:3: runners.emr.num_core_instances");
        error.Message.ShouldContain($"{conf}:4: runners.emr.instance_typ");
        error.Message.ShouldContain("did you mean 'instance_type'");
    }

    private static async Task<JsonObject> MergedAsync(string[] runners, params string[] confs) => new((await EffectiveAsync(runners, confs)).Values
        .OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => KeyValuePair.Create(v.Key, Sorted(v.Value.Value))));

    private static async Task<EffectiveOptions> EffectiveAsync(string[] runners, params string[] confs)
    {
        var loader = new ConfLoader(
            async (path, cancel) => File.Exists(path) ? await File.ReadAllTextAsync(path, cancel) : null,
            (from, include) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, include)));
        return EffectiveOptions.Of(ConfLayers.Of(await loader.LoadAsync(confs, default), runners, forService: false));
    }

    private static JsonNode? Sorted(JsonNode value) => value is JsonObject map
        ? new JsonObject(map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())))
        : value.DeepClone();
}
