using MrJob.Local.Emr;
using MrJob.Local.Emr.Steps;
using MrJob.Local.Streaming;
using MrJob.Local.Tests.S3;
using MrJob.Testing;

namespace MrJob.Local.Tests.Emr.Steps;

/// <summary>The AWS CLI and boto3 inside a step have the local AWS for AWS, with no settings of their own.</summary>
public sealed class AwsCommandTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TaskSlots slots = new(1);

    [Fact]
    public async Task The_aws_cli_in_a_step_copies_within_the_local_S3()
    {
        _ = Peers.AwsCli;
        await using var s3 = await LocalS3.StartAsync("data", "logs");
        await PutAsync(s3, "in", "alpha\n");

        (await RunAsync(s3, "command-runner.jar", "aws", "s3", "cp", "s3://data/in", "s3://data/copied")).ShouldBe(StepOutcome.Success);

        s3.Store.Find("data", "copied").ShouldNotBeNull().Size.ShouldBe(6);
    }

    [Fact]
    public async Task Boto3_in_a_step_finds_its_region_and_endpoint()
    {
        _ = Peers.Python;
        await using var s3 = await LocalS3.StartAsync("data", "logs");
        await PutAsync(s3, "boto.py", "import boto3\nboto3.client('s3').put_object(Bucket='data', Key='made', Body=boto3.session.Session().region_name.encode())\n");

        (await RunAsync(s3, "command-runner.jar", "bash", "-c", "aws s3 cp s3://data/boto.py . && python3 boto.py")).ShouldBe(StepOutcome.Success);

        File.ReadAllText(s3.Store.Find("data", "made").ShouldNotBeNull().File).ShouldBe("us-east-1");
    }

    public void Dispose()
    {
        slots.Dispose();
        folder.Dispose();
    }

    private Task PutAsync(LocalS3 s3, string key, string text) => s3.Store.ImportAsync("data", key, folder.Write("coming", text));

    private Task<StepOutcome> RunAsync(LocalS3 s3, string jar, params string[] args)
    {
        var environment = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = s3.Endpoint.ToString(), ["AWS_REGION"] = "us-east-1", ["AWS_ACCESS_KEY_ID"] = "local", ["AWS_SECRET_ACCESS_KEY"] = "local",
        };
        var work = Directory.CreateDirectory(folder.File("cluster/step")).FullName;
#pragma warning disable RS0030 // tests run real processes in real time
        return new StepRunner(s3.Store, slots, environment, TimeProvider.System)
#pragma warning restore RS0030
            .RunAsync(new StepExecution("j-1", "s-1", "a step", jar, null, args, new Dictionary<string, string>(), "s3://logs/", work, Rerun: false), default);
    }
}
