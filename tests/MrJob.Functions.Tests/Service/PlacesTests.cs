using System.Text.Json.Nodes;

namespace MrJob.Functions.Tests.Service;

/// <summary>Where jobs may read and write, what is checked before they are accepted, and what is removed after them.</summary>
public class PlacesTests
{
    private static string Job(string input = "s3://lab/in", string more = "", string options = "{}", string steps = """{"type": "streaming", "mapper": "cat"}""") =>
        $$"""{"label": "places", "input": ["{{input}}"], {{more}} "steps": [{{steps}}], "options": {{options}}}""";

    [Theory]
    [InlineData("s3://lab/in", 202)]
    [InlineData("s3://lab/i*", 202)]
    [InlineData("s3://lab/folder", 202)]
    [InlineData("s3://lab/folder/", 202)]
    [InlineData("s3://lab/fol", 400)]
    [InlineData("s3://lab/none", 400)]
    [InlineData("s3://lab/{in,none}", 202)]
    [InlineData("s3://nobucket/in", 400)]
    [InlineData("s3://lab/in[", 400)]
    [InlineData("hdfs:///data/in", 202)]
    public async Task An_input_that_matches_nothing_is_found_before_a_cluster_starts(string input, int status)
    {
        await using var lab = await ServiceLab.StartAsync();
        await lab.PutAsync("folder/file", "x");
        var answer = await lab.PostAsync(Job(input));
        answer.StatusCode.ShouldBe(status, answer.Body);
        if (status == 400)
            answer.Body.ShouldContain("$.input[0]");
    }

    [Fact]
    public async Task An_input_is_not_looked_for_where_the_job_says_so()
    {
        await using var lab = await ServiceLab.StartAsync();
        (await lab.PostAsync(Job("s3://lab/none", options: """{"check_input_paths": false}"""))).StatusCode.ShouldBe(202);
    }

    [Fact]
    public async Task An_output_folder_that_exists_is_found_before_a_cluster_starts()
    {
        await using var lab = await ServiceLab.StartAsync();
        await lab.PutAsync("out/part-00000", "x");
        var answer = await lab.PostAsync(Job(more: "\"output_dir\": \"s3://lab/out\","));
        answer.StatusCode.ShouldBe(400);
        answer.Body.ShouldContain("$.output_dir");
        answer.Body.ShouldContain("exists already");
        (await lab.PostAsync(Job(more: "\"output_dir\": \"s3://lab/ou\","))).StatusCode.ShouldBe(202);
    }

    [Fact]
    public async Task A_repeated_submission_is_the_same_job_also_when_its_input_is_gone_by_now()
    {
        await using var lab = await ServiceLab.StartAsync();
        await lab.PutAsync("once", "x");
        var first = await lab.PostAsync(Job("s3://lab/once"), "key");
        using (var s3 = lab.S3())
            await s3.DeleteObjectAsync("lab", "once");
        var again = await lab.PostAsync(Job("s3://lab/once"), "key");
        (again.StatusCode, JsonNode.Parse(again.Body)!["id"]!.ToString()).ShouldBe((202, JsonNode.Parse(first.Body)!["id"]!.ToString()));
    }

    [Fact]
    public async Task Whoever_was_refused_may_mend_the_body_and_use_the_key_again()
    {
        await using var lab = await ServiceLab.StartAsync();
        (await lab.PostAsync(Job("s3://lab/none"), "key")).StatusCode.ShouldBe(400);
        (await lab.PostAsync(Job("s3://lab/in"), "key")).StatusCode.ShouldBe(202);
    }

    [Fact]
    public async Task A_cluster_by_hand_may_not_write_to_the_state_bucket_either()
    {
        await using var lab = await ServiceLab.StartAsync(dataBuckets: "data");
        var answer = await lab.HttpAsync("POST /clusters", body: """{"options": {"cloud_tmp_dir": "s3://theirs/state/", "bootstrap": ["true"]}}""");
        answer.StatusCode.ShouldBe(400, answer.Body);
        answer.Body.ShouldContain("$.options.cloud_tmp_dir");
    }

    [Theory]
    [InlineData("""{"options": {"cmdenv": {"A": {"!clear": {"!clear": "x"}}}}}""", "$.options.cmdenv.A")]
    [InlineData("""{"options": {"setup": {"!clear": {"!clear": ["x"]}}}}""", "clears twice")]
    [InlineData("""{"options": {"bootstrap_actions": ["s3://lab/x 'oops"]}}""", "$.options.bootstrap_actions[0]")]
    [InlineData("""{"options": {"sh_bin": " ", "bootstrap": ["true"]}}""", "$.options.sh_bin")]
    [InlineData("""{"options": {"setup": ["cd s3://lab/dir/#dir"]}}""", "names the folder s3://lab/dir/")]
    [InlineData("""{"options": {"upload_files": ["s3://lab/x#setup-wrapper.sh"]}}""", "which is the service's own")]
    [InlineData("""{"options": {"upload_files": ["s3://lab/a,s3://theirs/b#x"]}}""", "has a comma")]
    [InlineData("""{"options": {"upload_files": ["local.txt"]}}""", "which is on no cluster")]
    [InlineData("""{"input": ["s3://lab/{a,b},s3://theirs/c"]}""", "has a comma")]
    [InlineData("""{"steps": [{"type": "streaming", "reducer": "wc", "input_manifest": true}]}""", "$.steps[0].input_manifest")]
    public async Task What_would_only_fail_on_a_cluster_is_refused_with_its_place(string changes, string said)
    {
        await using var lab = await ServiceLab.StartAsync();
        var body = JsonNode.Parse(Job())!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
            body[name] = value!.DeepClone();
        var answer = await lab.PostAsync(body.ToJsonString());
        answer.StatusCode.ShouldBe(400, answer.Body);
        answer.Body.ShouldContain(said);
    }

    [Theory]
    [InlineData("input", """{"input": ["s3://theirs/x"]}""")]
    [InlineData("output_dir", """{"output_dir": "s3://theirs/x"}""")]
    [InlineData("script", """{"script": "s3://theirs/x.py"}""")]
    [InlineData("upload_files[0]", """{"options": {"upload_files": ["s3://theirs/f#f"]}}""")]
    [InlineData("setup[0]", """{"options": {"setup": ["source s3://theirs/f#"]}}""")]
    [InlineData("bootstrap[0]", """{"options": {"bootstrap": ["sh s3://theirs/f#"]}}""")]
    [InlineData("bootstrap_actions[0]", """{"options": {"bootstrap_actions": ["s3://theirs/f.sh arg"]}}""")]
    [InlineData("libjars[0]", """{"options": {"libjars": ["s3a://theirs/f.jar"]}}""")]
    [InlineData("cloud_tmp_dir", """{"options": {"cloud_tmp_dir": "s3://theirs/tmp/"}}""")]
    [InlineData("cloud_log_dir", """{"options": {"cloud_log_dir": "s3://theirs/logs/"}}""")]
    public async Task What_is_in_nobodys_bucket_is_refused_by_name(string member, string changes)
    {
        await using var lab = await ServiceLab.StartAsync(dataBuckets: "data");
        var body = JsonNode.Parse(Job())!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
            body[name] = value!.DeepClone();
        var answer = await lab.PostAsync(body.ToJsonString());
        answer.StatusCode.ShouldBe(400);
        answer.Body.ShouldContain(member);
        answer.Body.ShouldContain("is in the bucket 'theirs', which is not among the service's: lab, data");
    }

    [Fact]
    public async Task What_steps_of_a_pooled_cluster_wrote_for_each_other_is_removed_and_the_output_stays()
    {
        await using var lab = await ServiceLab.StartAsync();
        var id = await SubmitAsync(lab, Job(options: """{"pool_clusters": true}""", steps: """{"type": "streaming", "mapper": "cat"}, {"type": "streaming", "mapper": "cat"}"""));
        await lab.PutAsync($"{id}/step-output/1/part-00000", "x");
        await lab.PutAsync($"{id}/output/part-00000", "x");
        await lab.EndAsync(id);
        lab.Objects($"{id}/").ShouldBe([$"{id}/output/part-00000"]);
    }

    [Fact]
    public async Task A_job_may_ask_to_keep_everything()
    {
        await using var lab = await ServiceLab.StartAsync();
        var id = await SubmitAsync(lab, Job(options: """{"pool_clusters": true, "cleanup": "NONE"}""", steps: """{"type": "streaming", "mapper": "cat"}, {"type": "streaming", "mapper": "cat"}"""));
        await lab.PutAsync($"{id}/step-output/1/part-00000", "x");
        await lab.EndAsync(id);
        lab.Objects($"{id}/").ShouldBe([$"{id}/step-output/1/part-00000"]);
    }

    [Fact]
    public async Task A_job_may_ask_to_have_its_pooled_cluster_terminated()
    {
        await using var lab = await ServiceLab.StartAsync();
        var id = await SubmitAsync(lab, Job(options: """{"pool_clusters": true, "cleanup": ["TMP", "CLUSTER"]}"""));
        var cluster = (await lab.EndAsync(id))["cluster_id"]!.ToString();
        using var emr = lab.Emr();
        (await emr.DescribeClusterAsync(new Amazon.ElasticMapReduce.Model.DescribeClusterRequest { ClusterId = cluster })).Cluster.Status.State.Value.ShouldStartWith("TERMINAT");
    }

    [Fact]
    public async Task Steps_on_a_cluster_of_the_jobs_own_write_for_each_other_on_its_HDFS()
    {
        await using var lab = await ServiceLab.StartAsync();
        var id = await SubmitAsync(lab, Job(steps: """{"type": "streaming", "mapper": "cat"}, {"type": "streaming", "mapper": "cat"}"""));
        await lab.EndAsync(id);
        var steps = lab.Network.Changes.Single(c => c.Call == "RunJobFlow").Body["Steps"]!.AsArray();
        var between = $"hdfs:///tmp/mrjob/{id}/step-output/1/";
        string.Join(' ', steps[0]!["HadoopJarStep"]!["Args"]!.AsArray()).ShouldContain($"-output {between}");
        string.Join(' ', steps[1]!["HadoopJarStep"]!["Args"]!.AsArray()).ShouldContain($"-input {between}");
    }

    private static async Task<string> SubmitAsync(ServiceLab lab, string body)
    {
        var answer = await lab.PostAsync(body);
        answer.StatusCode.ShouldBe(202, answer.Body);
        return JsonNode.Parse(answer.Body)!["id"]!.ToString();
    }
}
