using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce.Model;
using MrJob.Testing;

namespace MrJob.EndToEnd;

/// <summary><c>kill -9</c> of the whole service at moments all along a job's way, then the same data served again.</summary>
public sealed class KillTests : IDisposable
{
    // Long enough to be killed in: every line takes its mapper a moment.
    private const string Job = """
        { "label": "killed",
          "steps": [
            { "type": "streaming", "mapper": "sh -c 'while read -r n; do sleep 0.02; echo $n; done'", "reducer": "cat",
              "jobconf": {"mapreduce.job.reduces": 2} },
            { "type": "streaming", "mapper": "cat", "reducer": "wc -l" } ],
          "input": ["s3://mrjob-workbucket/numbers.txt"] }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(32)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    [InlineData(1024)]
    public async Task A_job_that_was_accepted_ends_and_its_steps_run_once_to_success(int looks)
    {
        string id;
        await using (var first = await Laptop.StartAsync(_folder.Path))
        {
            using var s3 = first.S3();
            await s3.PutObjectAsync(new() { BucketName = "mrjob-workbucket", Key = "numbers.txt", ContentBody = string.Join('\n', Enumerable.Range(0, 40)) });
            id = await first.SubmitAsync(Job);
            for (var i = 0; i < looks; i++)
                await first.GetAsync($"jobs/{id}");
            await first.KillAsync();
        }
        await using var second = await Laptop.StartAsync(_folder.Path);
        var job = await second.EndOfAsync(id);
        job["state"]!.ToString().ShouldBe("COMPLETED", job.ToJsonString());
        await CheckStepsAsync(second, id);
        var files = (await second.GetAsync($"jobs/{id}/output"))["files"]!.AsArray();
        var counts = await Task.WhenAll(files.Select(f => second.Http.GetStringAsync(f!["url"]!.ToString())));
        counts.SelectMany(c => c.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Sum(line => int.Parse(line.Trim(), null)).ShouldBe(40);
    }

    private static async Task CheckStepsAsync(Laptop laptop, string id)
    {
        using var emr = laptop.Emr();
        var steps = new List<StepSummary>();
        foreach (var cluster in (await emr.ListClustersAsync(new ListClustersRequest())).Clusters)
            steps.AddRange((await emr.ListStepsAsync(new ListStepsRequest { ClusterId = cluster.Id })).Steps ?? []);
        steps.Count(s => s.Name.StartsWith(id, StringComparison.Ordinal)).ShouldBe(2);
        steps.ShouldAllBe(s => s.Status.State.Value == "COMPLETED");
    }
}
