using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using MrJob.Testing;

namespace MrJob.EndToEnd;

/// <summary>Clients of EMR that others wrote, and the switches that make the local EMR slow, strict or faulty, on the built command.</summary>
public sealed class EmrClientsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_AWS_command_line_does_its_work()
    {
        await using var laptop = await Laptop.StartAsync(_folder.Path);
        (await RunAsync(laptop, $"AWS='{Peers.AwsCli}' sh '{Client("emr_cli.sh")}'")).ShouldEndWith("done\n");
    }

    [Fact]
    public async Task Boto3_makes_every_call_and_its_model_knows_every_answer()
    {
        var python = Peers.PythonWithBoto3;
        await using var laptop = await Laptop.StartAsync(_folder.Path);
        (await RunAsync(laptop, $"'{python}' '{Client("emr_boto3.py")}'")).ShouldEndWith("calls\n");
    }

    [Fact]
    public async Task The_local_EMR_can_be_slow_and_lose_answers()
    {
        await using var laptop = await Laptop.StartAsync(_folder.Path, "--startup-delay", "10m", "--emr-fault", "RunJobFlow=lost-answer");
        await Should.ThrowAsync<HttpRequestException>(() => CallAsync(laptop, "RunJobFlow", Cluster));
        (await CallAsync(laptop, "ListClusters")).ShouldContain("\"State\":\"STARTING\"");

        (await FaultsAsync(laptop, HttpMethod.Put, "ListClusters=server-error:503,*=delay:1ms*2")).ShouldBe("200 ListClusters=server-error:503\n*=delay:1ms*2\n");
        (await CallAsync(laptop, "ListClusters")).ShouldStartWith("503 ");
        (await CallAsync(laptop, "ListClusters")).ShouldStartWith("200 ");
        (await FaultsAsync(laptop, HttpMethod.Get)).ShouldBe("200 *=delay:1ms\n");
        (await FaultsAsync(laptop, HttpMethod.Put, "ListClusters=explode")).ShouldStartWith("400 'ListClusters=explode' is not a fault.");
        (await FaultsAsync(laptop, HttpMethod.Delete)).ShouldBe("200 ");
    }

    [Fact]
    public async Task The_local_EMR_can_be_as_strict_as_EMR()
    {
        await using var laptop = await Laptop.StartAsync(_folder.Path, "--quotas");
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => CallAsync(laptop, "ListClusters")));
        answers.ShouldContain(a => a.StartsWith("200 ", StringComparison.Ordinal));
        answers.ShouldContain("""400 {"__type":"ThrottlingException","message":"Rate exceeded"}""");
    }

    [Theory]
    [InlineData("--startup-delay is 'soon'; it must be a number with ms, s, m or h", "--startup-delay", "soon")]
    [InlineData("the local EMR has no call ListStep.", "--emr-fault", "ListStep=throttle")]
    [InlineData("--quotas is about the built-in AWS", "--quotas", "--aws-endpoint", "http://127.0.0.1:9")]
    [InlineData("--aws-port must be a port from 0 to 65535", "--aws-port", "abc")]
    [InlineData("--port must be a port from 0 to 65535", "--port", "65536")]
    [InlineData("--data-dir /dev/null/x cannot be made", "--data-dir", "/dev/null/x")]
    public async Task A_switch_that_makes_no_sense_is_refused(string message, params string[] args)
    {
        var result = await Command.MrJobAsync(_folder.Path, ["local", .. args.Contains("--port") ? [] : (string[])["--port", "0"], .. args.Contains("--aws-port") ? [] : (string[])["--aws-port", "0"], .. args]);
        (result.ExitCode, result.Error).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(2), r => r.Error.ShouldContain(message));
    }

    private const string Cluster = """
        {"Name":"n","ReleaseLabel":"emr-7.1.0","ServiceRole":"s","JobFlowRole":"j",
         "Instances":{"MasterInstanceType":"m5.xlarge","InstanceCount":1,"KeepJobFlowAliveWhenNoSteps":true}}
        """;

    private static string Client(string name) => Repository.File(Path.Combine("tests", "EndToEnd", "clients", name));

    /// <summary>Runs a client of the laptop's AWS, which must succeed, and gives its output.</summary>
    private async Task<string> RunAsync(Laptop laptop, string command)
    {
        var work = Directory.CreateDirectory(Path.Combine(_folder.Path, "client")).FullName;
        var result = await Command.ShellAsync(work, $"""
            export AWS_ENDPOINT_URL_S3={laptop.Aws} AWS_ENDPOINT_URL_EMR={laptop.Aws} AWS_DEFAULT_REGION=us-east-1 AWS_PAGER=
            export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null PYTHONDONTWRITEBYTECODE=1
            {command}
            """);
        result.ExitCode.ShouldBe(0, result.Error);
        return result.Output;
    }

    /// <summary>Calls EMR without a client that would try again, and gives the status and the body.</summary>
    private static async Task<string> CallAsync(Laptop laptop, string call, string body = "{}")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, laptop.Aws) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        request.Headers.Add("X-Amz-Target", "ElasticMapReduce." + call);
        return await SendAsync(laptop, request);
    }

    private static async Task<string> FaultsAsync(Laptop laptop, HttpMethod method, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(laptop.Aws, "/_mrjob/emr-faults"));
        if (body is not null)
            request.Content = new StringContent(body);
        return await SendAsync(laptop, request);
    }

    private static async Task<string> SendAsync(Laptop laptop, HttpRequestMessage request)
    {
        using var response = await laptop.Http.SendAsync(request);
        return ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture) + " " + await response.Content.ReadAsStringAsync();
    }
}
