using MrJob.Testing;

namespace MrJob.EndToEnd;

/// <summary>S3 clients that are not .NET's, at work on the laptop's S3.</summary>
public sealed class S3ClientsTests : IDisposable
{
    // Whoever runs the tests may have settings of their own.
    private const string NobodysSettings = "AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_DEFAULT_REGION=us-east-1";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_aws_cli_does_its_work()
    {
        _ = Peers.AwsCli;
        await using var laptop = await Laptop.StartAsync(_folder.Path);

        var result = await Command.ShellAsync(
            _folder.Path, $"{NobodysSettings} AWS_ENDPOINT_URL_S3={laptop.Aws} sh '{Repository.File("tests/EndToEnd/clients/s3_cli.sh")}'");

        result.ExitCode.ShouldBe(0, result.Output + result.Error);
        result.Output.ShouldEndWith("done\n");
    }

    [Fact]
    public async Task Boto3_does_its_work()
    {
        var python = Peers.PythonWithBoto3;
        await using var laptop = await Laptop.StartAsync(_folder.Path);

        var result = await Command.ShellAsync(
            _folder.Path, $"{NobodysSettings} '{python}' '{Repository.File("tests/EndToEnd/clients/s3_clients.py")}' {laptop.Aws}");

        result.ExitCode.ShouldBe(0, result.Output + result.Error);
    }
}
