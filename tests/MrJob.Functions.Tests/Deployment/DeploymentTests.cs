using System.Diagnostics;
using System.Text.Json.Nodes;
using MrJob.Testing;

namespace MrJob.Functions.Tests.Deployment;

/// <summary>The template before others: CloudFormation's linter, SAM's own translator, and a CloudFormation that is not ours.</summary>
public class DeploymentTests
{
    [Fact]
    public async Task CloudFormations_linter_has_nothing_to_say() => await RunAsync(Peers.CfnLint, Template.Path);

    [Fact]
    public async Task SAMs_translator_takes_the_template_and_motos_CloudFormation_makes_the_stack()
    {
        var stack = await DeployAsync("DataBuckets=my-data,more-data");
        stack["status"]!.ToString().ShouldBe("CREATE_COMPLETE");
        stack["made"]!["AWS::IAM::InstanceProfile"].ShouldBeNull();
        foreach (var type in (string[])["AWS::Lambda::Function", "AWS::Lambda::Permission", "AWS::Events::Rule", "AWS::S3::Bucket", "AWS::SQS::Queue", "AWS::Logs::LogGroup"]) // what moto makes of it
            stack["made"]![type]!.GetValue<int>().ShouldBe(stack["translated"]![type]!.GetValue<int>(), type);
        stack["functions"]!.AsObject().Select(f => f.Key).ShouldBe(Template.Functions.Select(f => f.Key), ignoreOrder: true);
        stack["retention"]!.AsArray().Select(r => r!.GetValue<int>()).ShouldBe([30, 30]);
        Patterns(stack).ShouldContain("""{"source":["aws.s3"],"detail-type":["Object Created"],"detail":{"bucket":{"name":["STATE"]},"object":{"key":[{"prefix":"state/queue/"}]}}}"""
            .Replace("STATE", stack["buckets"]!["StateBucket"]!.ToString(), StringComparison.Ordinal));
        foreach (var (name, function) in stack["functions"]!.AsObject())
        {
            var settings = new FunctionEnvironment(function!["environment"]!.AsObject().ToDictionary(v => v.Key, v => v.Value!.ToString())).Settings; // what it reads of what it is given
            settings.DataBuckets.ShouldBe(["my-data", "more-data"], name);
            (settings.State.Bucket, settings.Conf.Bucket, settings.Tmp.Bucket).ShouldBe(
                (stack["buckets"]!["StateBucket"]!.ToString(), stack["buckets"]!["ConfBucket"]!.ToString(), stack["buckets"]!["WorkBucket"]!.ToString()), name);
            function["handler"]!.ToString().ShouldStartWith("MrJob.Functions::", Case.Sensitive, name);
        }
    }

    [Fact]
    public async Task A_stack_with_every_parameter_set_is_made_too_and_has_EMRs_roles()
    {
        var stack = await DeployAsync("DataBuckets=*", "UploadBuckets=*", "CreateEmrRoles=true", "SelectPoolConcurrency=0", "AlarmTopic=arn:aws:sns:us-east-1:123456789012:alarms", "LogDays=7");
        stack["status"]!.ToString().ShouldBe("CREATE_COMPLETE");
        stack["made"]!["AWS::IAM::InstanceProfile"]!.GetValue<int>().ShouldBe(1);
        stack["made"]!["AWS::IAM::Role"]!.GetValue<int>().ShouldBe(stack["translated"]!["AWS::IAM::Role"]!.GetValue<int>());
        Patterns(stack).ShouldContain(p => p.Contains("anything-but", StringComparison.Ordinal));
        var variables = stack["functions"]!["LaunchOnUploadFunction"]!["environment"]!;
        (variables["MRJOB_UPLOAD_BUCKETS"]!.ToString(), variables["MRJOB_EMR_SHARE"]).ShouldBe(("*", null));
        variables["MRJOB_SERVICE_ROLE"]!.ToString().ShouldNotBe("EMR_DefaultRole");
    }

    private static async Task<JsonNode> DeployAsync(params string[] parameters)
    {
        var python = Peers.PythonWithSam;
        using var moto = new MotoServer();
        var script = Path.Combine(Path.GetDirectoryName(Template.Path)!, "tests", "MrJob.Functions.Tests", "Deployment", "deploy.py");
        return JsonNode.Parse(await RunAsync(python, [script, (await moto.UrlAsync()).ToString().TrimEnd('/'), Template.Path, .. parameters]))!;
    }

    private static IEnumerable<string> Patterns(JsonNode stack) => stack["patterns"]!.AsArray().Select(p => p!.ToJsonString());

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, output + await errors);
        return output;
    }
}
