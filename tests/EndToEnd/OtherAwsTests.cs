using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;
using MrJob.Testing;

namespace MrJob.EndToEnd;

/// <summary>The handlers on an AWS that is not ours: moto, an independent emulator.</summary>
public sealed class OtherAwsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_handlers_submit_to_motos_EMR_and_S3()
    {
        using var moto = new MotoServer();
        var endpoint = (await moto.UrlAsync()).ToString();
        string id;
        // That AWS sends no events to us: the job is placed by the tick of the next start.
        await using (var first = await Laptop.StartAsync(_folder.Path, "--aws-endpoint", endpoint))
            id = await first.SubmitAsync("""{"label": "there", "steps": [{"type": "jar", "jar": "command-runner.jar", "args": ["true"]}]}""");
        await using var second = await Laptop.StartAsync(_folder.Path, "--aws-endpoint", endpoint);
        var job = await second.UntilAsync(id, j => j["cluster_id"] is not null);
        using var emr = new AmazonElasticMapReduceClient(
            new BasicAWSCredentials("test", "test"), new AmazonElasticMapReduceConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" });
        var steps = await emr.ListStepsAsync(new ListStepsRequest { ClusterId = job["cluster_id"]!.ToString() });
        steps.Steps.ShouldHaveSingleItem().Name.ShouldBe($"{id}: Step 1 of 1");
    }
}
