using System.Text.Json.Nodes;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;
using MrJob.Core.Uploads;

namespace MrJob.Core.Tests.Uploads;

public class UploadRuleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 34, 56, TimeSpan.Zero);

    [Fact]
    public void What_the_name_says_is_filled_in()
    {
        var job = Job("""
            label: "sales-{region}"
            input: ["{object}", "s3://work/lists/{region}/*", "{folder}more/"]
            output_dir: s3://work/out/{date}/{region}/{name}/
            steps: [{type: jar, jar: s3://work/a.jar, args: ["--day={day}", "{key}", "{bucket} {time}", "{{day}}", "{a,b}"], jobconf: {acme.day: "{day}"}}]
            """, "incoming/eu/2026-01-01/a.csv");
        job.Label.ShouldBe("sales-eu");
        job.Input.ShouldBe(["s3://work/incoming/eu/2026-01-01/a.csv", "s3://work/lists/eu/*", "s3://work/incoming/eu/2026-01-01/more/"]);
        job.OutputDir.ShouldBe("s3://work/out/2026-11-22/eu/a.csv/");
        var step = (JarStepSpec)job.Steps[0];
        step.Args.ShouldBe(["--day=2026-01-01", "incoming/eu/2026-01-01/a.csv", "work 123456", "{day}", "{a,b}"]);
        step.Jobconf["acme.day"].ShouldBe("2026-01-01");
    }

    [Fact]
    public void A_job_without_a_label_has_the_name_of_its_rule() => Job("""{input: ["{object}"], steps: [{type: streaming, mapper: wc}]}""").Label.ShouldBe("sales");

    [Theory]
    [InlineData("a b.csv", "wc 'a b.csv'")]
    [InlineData("a'b.csv", "wc \"a'b.csv\"")]
    [InlineData("$(rm x).csv", "wc '$(rm x).csv'")]
    [InlineData("a;b|c&.csv", "wc 'a;b|c&.csv'")]
    [InlineData("plain.csv", "wc plain.csv")]
    public void In_a_command_a_name_is_always_one_whole_word(string name, string command)
    {
        var job = Job("""{input: ["{folder}"], steps: [{type: streaming, mapper: "wc {name}"}]}""", $"incoming/eu/d/{name}");
        ((StreamingStepSpec)job.Steps[0]).Mapper!.Command.ShouldBe(command);
        HadoopWords.Split(command).Select(HadoopWords.Unquoted).ShouldBe(["wc", name]);
    }

    [Theory]
    [InlineData("input", "{input: [\"{folder}\"], output_dir: \"s3://work/out/{day}/\", steps: [{type: streaming, mapper: wc}]}", "incoming/eu/../a.csv", "a folder . or ..")]
    [InlineData("empty", "{input: [\"{object}\"], steps: [{type: streaming, mapper: wc}]}", "incoming/eu/x//a.csv", "a folder without a name")]
    [InlineData("switch", "{input: [\"{folder}\"], steps: [{type: streaming, mapper: \"wc {name}\"}]}", "incoming/eu/d/-rf.csv", "begins with -")]
    [InlineData("switch", "{steps: [{type: jar, jar: s3://work/a.jar, args: [\"{name}\"]}]}", "incoming/eu/d/--all.csv", "begins with -")]
    [InlineData("joined", "{input: [\"{folder}\"], output_dir: \"s3://work/out/{day}./\", steps: [{type: streaming, mapper: wc}]}", "incoming/eu/./a.csv", "a folder . or ..")]
    [InlineData("another scheme", "{input: [\"{folder}\"], output_dir: \"s3a://work/out/{day}/in\", steps: [{type: streaming, mapper: wc}]}", "incoming/eu/../a.csv", "a folder . or ..")]
    [InlineData("hdfs", "{input: [\"hdfs:///in/{day}\"], steps: [{type: streaming, mapper: wc}]}", "incoming/eu/../a.csv", "a folder . or ..")]
    [InlineData("argument", "{steps: [{type: jar, jar: s3://work/a.jar, args: [\"--out=s3://work/out/{day}/\"]}]}", "incoming/eu/../a.csv", "a folder . or ..")]
    [InlineData("paths", "{steps: [{type: jar, jar: s3://work/a.jar, args: [\"{name}\"]}]}", "incoming/eu/d/<output>.csv", "stand for the step's paths")]
    [InlineData("quotes", "{input: [\"{folder}\"], steps: [{type: streaming, mapper: \"wc {name}\"}]}", "incoming/eu/d/a'b\".csv", "both kinds of quotes")]
    [InlineData("control", "{input: [\"{object}\"], steps: [{type: streaming, mapper: wc}]}", "incoming/eu/d/a\nb.csv", "a control character")]
    [InlineData("control", "{input: [\"{folder}\"], steps: [{type: streaming, mapper: wc}]}", "incoming/eu/d\ne/b.csv", "a control character")]
    [InlineData("plain", "{input: [\"{folder}\"], options: {cmdenv: {DAY: \"{day}\"}}, steps: [{type: streaming, mapper: wc}]}", "incoming/eu/a b/c.csv", "may have letters")]
    [InlineData("label", "{label: \"{day}\", input: [\"{folder}\"], steps: [{type: streaming, mapper: wc}]}", "incoming/eu/a:b/c.csv", "letters, digits")]
    public void A_name_that_would_do_more_than_name_a_file_is_refused(string why, string job, string key, string fault) =>
        Refused(job, key).ShouldContain(f => f.Detail.Contains(fault, StringComparison.Ordinal), why);

    [Fact]
    public void A_switch_that_two_captures_make_together_is_refused()
    {
        var rule = UploadRulesReader.Read("rules: [{name: r, key: 'incoming/{a:*}_{b}', job: {steps: [{type: jar, jar: s3://work/a.jar, args: ['{a}{b}']}]}}]", "work").Rules.ShouldHaveSingleItem();
        var faults = new List<Fault>();
        rule.BodyFor(new(new("work", "incoming/_-rf"), 1, "v", "s", Noon), faults);
        faults.ShouldHaveSingleItem().Detail.ShouldContain("begins with -");
    }

    [Theory]
    [InlineData("{input: [s3://work/x], steps: [{type: streaming, mapper: \"bash -c 'wc {name}'\"}]}", "$.rules[0].job.steps[0].mapper")]
    [InlineData("{input: [s3://work/x], steps: [{type: streaming, mapper: \"bash -c \\\"{name}\\\"\"}]}", "$.rules[0].job.steps[0].mapper")]
    [InlineData("{input: [s3://work/x], steps: [{type: streaming, mapper: {type: command, command: \"{name} x\"}}]}", "$.rules[0].job.steps[0].mapper.command")]
    [InlineData("{input: [s3://work/x], steps: [{type: streaming, mapper: \"awk /{day}/\"}]}", "$.rules[0].job.steps[0].mapper")]
    [InlineData("{input: [s3://work/x], steps: [{type: streaming, mapper: \"python3 -c {day}\"}]}", "$.rules[0].job.steps[0].mapper")]
    [InlineData("{input: [s3://work/x], steps: [{type: streaming, mapper: \"wc a'{day}'\"}]}", "$.rules[0].job.steps[0].mapper")]
    [InlineData("{steps: [{type: jar, jar: command-runner.jar, args: [bash, -c, \"echo {name}\"]}]}", "$.rules[0].job.steps[0].args[2]")]
    [InlineData("{steps: [{type: jar, jar: command-runner.jar, args: [\"{name}\"]}]}", "$.rules[0].job.steps[0].args[0]")]
    [InlineData("{steps: [{type: jar, jar: command-runner.jar, args: [spark-sql, -e, \"select {day}\"]}]}", "$.rules[0].job.steps[0].args[2]")]
    [InlineData("{options: {setup: [\"cp {name} .\"]}, input: [s3://work/x], steps: [{type: streaming, mapper: wc}]}", "$.rules[0].job.options.setup[0]")]
    [InlineData("{owner: \"{day}\", input: [s3://work/x], steps: [{type: streaming, mapper: wc}]}", "$.rules[0].job.owner")]
    [InlineData("{input: [\"s3://{day}/x\"], steps: [{type: streaming, mapper: wc}]}", "$.rules[0].job.input[0]")]
    [InlineData("{input: [\"{key}\"], steps: [{type: streaming, mapper: wc}]}", "$.rules[0].job.input[0]")]
    [InlineData("{input: [s3://work/x], options: {cmdenv: {PATH: \"{day}\"}}, steps: [{type: streaming, mapper: wc}]}", "$.rules[0].job.options.cmdenv.PATH")]
    [InlineData("{input: [s3://work/x], options: {cmdenv: {LD_PRELOAD: \"{day}\"}}, steps: [{type: streaming, mapper: wc}]}", "$.rules[0].job.options.cmdenv.LD_PRELOAD")]
    [InlineData("{input: [s3://work/x], options: {jobconf: {stream.map.streamprocessor: \"{day}\"}}, steps: [{type: streaming, mapper: wc}]}", "$.rules[0].job.options.jobconf['stream.map.streamprocessor']")]
    [InlineData("{input: [s3://work/x], steps: [{type: streaming, mapper: wc, jobconf: {mapreduce.map.java.opts: \"{day}\"}}]}", "$.rules[0].job.steps[0].jobconf['mapreduce.map.java.opts']")]
    [InlineData("{input: [\"{object}\"], output_dir: \"out/{day}/\", steps: [{type: streaming, mapper: wc}]}", "$.rules[0].job.output_dir")]
    [InlineData("{input: [\"s3a://{day}/x\"], steps: [{type: streaming, mapper: wc}]}", "$.rules[0].job.input[0]")]
    [InlineData("{steps: [{type: jar, jar: s3://work/a.jar, args: [\"--{day}\"]}]}", "$.rules[0].job.steps[0].args[0]")]
    [InlineData("{input: [\"{dya}\"], steps: [{type: streaming, mapper: wc}]}", "$.rules[0].job.input[0]")]
    [InlineData("{script: s3://work/x.py, script_args: [\"{day}\"], input: [s3://work/x], steps: [{type: streaming, mapper: {type: script, pre_filter: grep x}}]}", "$.rules[0].job.script_args")]
    public void Placeholders_that_a_shell_would_read_or_that_say_what_is_run_are_refused_when_the_rules_are_read(string job, string path) =>
        Faults(Rules(job)).ShouldContain(f => f.Path == path);

    [Theory]
    [InlineData("{steps: [{type: jar, jar: command-runner.jar, args: [bash, -c, 'echo \"$1\"', sh, \"{name}\"]}]}")]
    [InlineData("{input: [\"{object}\"], steps: [{type: streaming, mapper: \"bash -c 'echo $1' sh {name}\"}]}")]
    [InlineData("{input: [\"{object}\"], steps: [{type: streaming, mapper: \"awk '{{print}} {print $1}'\"}]}")]
    [InlineData("{input: [s3://work/x], options: {cmdenv: {DAY: \"{day}\"}, jobconf: {mapreduce.job.name: \"{day}\", acme.day: \"{day}\"}}, steps: [{type: streaming, mapper: wc}]}")]
    [InlineData("{script: s3://work/x.py, script_args: [\"--day={day}\"], input: [\"{folder}\"], steps: [{type: streaming, mapper: {type: script}}]}")]
    public void Behind_the_code_it_is_an_argument_like_any_other(string job) => Faults(Rules(job)).ShouldBeEmpty();

    [Theory]
    [InlineData("input: [\"{object}\"], output_dir: s3://work/incoming/out/", "its output would be in s3://work/incoming/out/, below s3://work/incoming/, which the rule 'sales' watches")]
    [InlineData("input: [\"{object}\"], options: {cloud_log_dir: s3://work/incoming/logs/}", "its clusters' logs would be in s3://work/incoming/logs/, below s3://work/incoming/")]
    [InlineData("input: [\"{object}\"], options: {cloud_tmp_dir: s3://work/incoming/tmp/}", "s3://work/incoming/tmp/sales.no_owner.")]
    [InlineData("input: [\"{object}\"], output_dir: \"{folder}counts/\"", "its output would be in {folder}counts/, below s3://work/incoming/, which the rule 'sales' watches")]
    [InlineData("input: [\"{object}\"], output_dir: \"s3://{bucket}/incoming/counts/\"", "its output would be in s3://{bucket}/incoming/counts/, below s3://work/incoming/")]
    [InlineData("input: [\"{object}\"], output_dir: s3a://work/incoming/out", "its output would be in s3a://work/incoming/out, below s3://work/incoming/")]
    [InlineData("input: [\"{object}\"], output_dir: s3://work/", "its output would be in s3://work/, above s3://work/incoming/, which the rule 'sales' watches")]
    [InlineData("input: [\"{object}\"], options: {cloud_log_dir: s3n://work/incoming/logs}", "its clusters' logs would be in s3://work/incoming/logs/, below s3://work/incoming/")]
    public void A_job_whose_own_files_would_start_it_again_is_refused_with_both_places_named(string job, string fault) =>
        Faults(Rules($"{{{job}, steps: [{{type: streaming, mapper: wc}}]}}")).ShouldContain(f => f.Detail.Contains(fault, StringComparison.Ordinal));

    [Fact]
    public void One_rules_output_may_not_be_watched_by_another()
    {
        var rules = """
            rules:
            - {name: first, key: "incoming/a/*", job: {input: ["{object}"], output_dir: "s3://work/incoming/b/{name}/", steps: [{type: streaming, mapper: wc}]}}
            - {name: second, key: "incoming/b/*/part-*", job: {input: ["{object}"], steps: [{type: streaming, mapper: wc}]}}
            """;
        Faults(rules).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            f => f.Path.ShouldBe("$.rules[0].job.output_dir"), f => f.Detail.ShouldContain("s3://work/incoming/b/{name}/, below s3://work/incoming/b/, which the rule 'second' watches"));
    }

    [Fact]
    public void Files_of_an_output_may_not_be_watched_one_by_one()
    {
        var rules = """
            rules:
            - {name: copy, key: "incoming/out/part-*", job: {input: ["{object}"], output_dir: "s3://work/incoming/out/", steps: [{type: streaming, mapper: wc}]}}
            """;
        Faults(rules).ShouldHaveSingleItem().Detail.ShouldContain("its output would be in s3://work/incoming/out/, above s3://work/incoming/out/part-, which the rule 'copy' watches");
    }

    [Theory]
    [InlineData("{", "is no YAML")]
    [InlineData("[1]", "must be an object")]
    [InlineData("rules: {}", "must be a list")]
    [InlineData("rules: [{key: a, job: {}}]", "$.rules[0].name")]
    [InlineData("rules: [{name: a b, key: a, job: {}}]", "$.rules[0].name")]
    [InlineData("rules: [{name: a, job: {}}]", "$.rules[0].key")]
    [InlineData("rules: [{name: a, key: a}]", "$.rules[0].job")]
    [InlineData("rules: [{name: a, key: a, job: {}, again: sometimes}]", "$.rules[0].again")]
    [InlineData("rules: [{name: a, key: a, job: {}, max_size: big}]", "$.rules[0].max_size")]
    [InlineData("rules: [{name: a, key: /a, job: {}}]", "$.rules[0].key")]
    [InlineData("rules: [{name: a, key: 's3://work/a', job: {}}]", "$.rules[0].key")]
    [InlineData("rules: [{name: a, key: 'a/{rest:**}', job: {}}]", "$.rules[0].key")]
    [InlineData("rules: [{name: a, key: a, bucket: 's3://foo', job: {}}]", "$.rules[0].bucket")]
    [InlineData("rules: [{name: a, key: a, job: {}, per: folder, again: changed}]", "$.rules[0].again")]
    [InlineData("rules: [{name: a, key: incoming/a, job: {output_dir: 's3://not-ours/x/', input: [s3://work/x], steps: [{type: streaming, mapper: wc}]}}]", "$.rules[0].job.output_dir")]
    [InlineData("rules: [{name: a, key: a, job: {}, sufix: x}]", "$.rules[0].sufix")]
    [InlineData("rules: [{name: a, key: drops/a, job: {input: [s3://work/x], steps: [{type: streaming, mapper: wc}]}}]", "$.rules[0].key")]
    [InlineData("rules: [{name: a, key: '**', job: {input: [s3://work/x], steps: [{type: streaming, mapper: wc}]}}]", "$.rules[0].key")]
    [InlineData("rules: [{name: a, key: a, bucket: unheard, job: {input: [s3://work/x], steps: [{type: streaming, mapper: wc}]}}]", "$.rules[0].bucket")]
    [InlineData("rules: [{name: a, key: a, bucket: elsewhere, job: {input: [s3://work/x], steps: [{type: streaming, mapper: wc}]}}]", "$.rules[0].bucket")]
    [InlineData("rules: [{name: a, key: incoming/a, job: {steps: [{type: streaming, maper: wc}]}}]", "$.rules[0].job.steps[0].maper")]
    public void Rules_that_cannot_be_understood_are_refused_by_their_path(string rules, string fault) =>
        Faults(rules).ShouldContain(f => f.Path.StartsWith(fault, StringComparison.Ordinal) || f.Detail.Contains(fault, StringComparison.Ordinal));

    [Fact]
    public void Each_job_of_a_rule_has_an_id_of_its_own()
    {
        var rule = Read("rules: [{name: a, key: 'incoming/*', job: {label: 'a-{id}', steps: []}}]")[0];
        string Label(string version, string sequencer) => JsonNode.Parse(rule.BodyFor(new(new("work", "incoming/x"), 1, version, sequencer, Noon), []))!["label"]!.ToString();
        Label("v1", "s1").ShouldBe(Label("v1", "s2"), "the event comes again");
        Label("v1", "s1").ShouldNotBe(Label("v2", "s3"));
        Label("v1", "s1").ShouldMatch("^a-[0-9a-f]{12}$");
    }

    [Fact]
    public void What_says_that_a_folder_is_there_is_no_upload()
    {
        var read = UploadRulesReader.Read("rules: [{name: a, key: 'incoming/**', job: {steps: []}}]", "work");
        (read.MayBeFor(new("work", "incoming/x/")), read.Rules[0].Match(new("work", "incoming/x/")), read.MayBeFor(new("work", "incoming/x"))).ShouldBe((false, null, true));
    }

    [Fact]
    public void A_rule_may_look_at_a_bucket_of_which_events_come() =>
        Faults("rules: [{name: a, key: '**', bucket: heard, job: {input: [s3://work/x], steps: [{type: streaming, mapper: wc}]}}]").ShouldBeEmpty();

    [Fact]
    public void Two_rules_of_one_name_are_refused() =>
        Faults("rules: [{name: a, key: a, job: {steps: []}}, {name: a, key: b, job: {steps: []}}]").ShouldContain(f => f.Detail == "has 2 rules of the name 'a'");

    [Theory]
    [InlineData("10", 10L)]
    [InlineData("500 MB", 500_000_000L)]
    [InlineData("1.5GiB", 1_610_612_736L)]
    [InlineData("2 TB", 2_000_000_000_000L)]
    [InlineData("7 B", 7L)]
    public void Sizes_are_bytes_or_have_a_unit(string size, long bytes) =>
        Read($"rules: [{{name: a, key: a, max_size: {size}, job: {{steps: []}}}}]")[0].MaxSize.ShouldBe(bytes);

    [Theory]
    [InlineData("", "object", "v1", "s1", "v1", "s2", true)] // the event comes again
    [InlineData("", "object", "v1", "s1", "v2", "s2", false)]
    [InlineData("again: never", "object", "v1", "s1", "v2", "s2", true)]
    [InlineData("again: always", "object", "v1", "s1", "v1", "s2", false)]
    [InlineData("again: always", "object", "v1", "s1", "v1", "s1", true)]
    [InlineData("per: folder, again: never", "folder", "v1", "s1", "v2", "s2", true)]
    [InlineData("per: folder", "folder", "v1", "s1", "v2", "s2", true)]
    [InlineData("per: folder, again: always", "folder", "v1", "s1", "v1", "s2", false)]
    public void Events_that_are_to_start_one_job_have_one_key(string options, string of, string version, string sequencer, string otherVersion, string otherSequencer, bool same)
    {
        var rule = Read($"rules: [{{name: a, key: 'd/*.manifest', {options}{(options.Length > 0 ? "," : "")} job: {{steps: []}}}}]")[0];
        var first = rule.IdempotencyKey(new(new("work", "d/1.manifest"), 1, version, sequencer, Noon));
        var second = rule.IdempotencyKey(new(new("work", of == "folder" ? "d/2.manifest" : "d/1.manifest"), 1, otherVersion, otherSequencer, Noon));
        (first == second).ShouldBe(same);
    }

    [Theory]
    [InlineData("rules: [{name: a, key: 'incoming/*.csv', job: 7}]", "incoming/x.csv", true)]
    [InlineData("rules: [{name: a, key: 'incoming/*.csv', job: 7}]", "incoming/x.txt", false)]
    [InlineData("rules: [{name: a, kee: 'incoming/*.csv', job: 7}]", "incoming/x.txt", true)]
    [InlineData("rules: {", "incoming/x.txt", true)]
    [InlineData("", "incoming/x.txt", false)]
    public void Of_rules_with_faults_it_is_known_for_which_objects_they_may_be(string rules, string key, bool may) =>
        UploadRulesReader.Read(rules, "work").MayBeFor(new("work", key)).ShouldBe(may);

    private static string Rules(string job) => $"rules:\n- name: sales\n  key: 'incoming/{{region}}/{{day}}/*'\n  job: {job}\n";

    private static IReadOnlyList<UploadRule> Read(string rules) => UploadRulesReader.Read(rules, "work").Rules;

    private static IReadOnlyList<Fault> Faults(string rules)
    {
        var read = UploadRulesReader.Read(rules, "work");
        return read.Faults.Count > 0 ? read.Faults : UploadChecks.Of(read.Rules, ServiceConf.None, Settings);
    }

    private static JobSpec Job(string job, string key = "incoming/eu/2026-01-01/a.csv") => Made(job, key) is ({ } spec, _) ? spec : throw new InvalidOperationException(string.Join("; ", Made(job, key).Faults));

    private static List<Fault> Refused(string job, string key) => Made(job, key).Faults;

    private static (JobSpec? Spec, List<Fault> Faults) Made(string job, string key)
    {
        var faults = new List<Fault>();
        var block = job.StartsWith('{') ? Rules(job) : Rules("\n    " + job.ReplaceLineEndings("\n    "));
        var read = UploadRulesReader.Read(block, "work");
        faults.AddRange(read.Faults);
        var rule = read.Rules.ShouldHaveSingleItem();
        var body = rule.BodyFor(new(new("work", key), 1, "v1", "s1", Noon), faults);
        return (faults.Count > 0 ? null : JobSpecReader.Read(body, ServiceConf.None, faults), faults);
    }

    private static readonly ServiceSettings Settings = new(
        S3Uri.Parse("s3://state/state/"), S3Uri.Parse("s3://work/"), S3Uri.Parse("s3://state/uploads.yaml"), "emr-7.5.0", "role", "profile", "stack")
    {
        DataBuckets = ["heard", "unheard"], UploadBuckets = ["heard"],
    };
}
