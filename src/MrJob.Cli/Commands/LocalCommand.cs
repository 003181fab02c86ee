using System.CommandLine;
using System.Globalization;
using MrJob.Cli.Laptop;

namespace MrJob.Cli.Commands;

/// <summary><c>mrjob local</c>: serves the API and AWS on this machine until it is interrupted.</summary>
internal static class LocalCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "port of the API; 0 picks one", DefaultValueFactory = _ => 3000 };
        var awsPort = new Option<int>("--aws-port") { Description = "port of S3 and EMR; 0 picks one", DefaultValueFactory = _ => 4566 };
        var dataDir = new Option<string>("--data-dir") { Description = "where everything is kept", DefaultValueFactory = _ => ".mrjob" };
        var aws = new Option<string?>("--aws-endpoint")
        {
            Description = "an AWS to use in place of the built-in one; default AWS_ENDPOINT_URL, unless that is the built-in one's own",
        };
        foreach (var option in (Option<int>[])[port, awsPort])
            option.Validators.Add(result =>
            {
                if (result.Tokens is [var text] && !ushort.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                    result.AddError($"{option.Name} must be a port from 0 to {ushort.MaxValue}.");
            });
        var command = new Command("local", "Serve the API and a local S3 and EMR on this machine.") { port, awsPort, dataDir, aws };
        var emr = new EmrOptionSet();
        emr.AddTo(command);
        command.Does((parsed, cancel) => RunAsync(
            new()
            {
                DataDir = parsed.GetValue(dataDir)!, Port = parsed.GetValue(port), AwsPort = parsed.GetValue(awsPort),
                AwsEndpoint = AwsEndpoint(parsed.GetValue(aws), parsed.GetValue(awsPort)), Emr = emr.Of(parsed), Log = Console.Error.WriteLine,
            },
            cancel));
        return command;
    }

    private const string Variable = "AWS_ENDPOINT_URL";

    /// <summary>The AWS to use in place of the built-in one, or null.</summary>
    private static Uri? AwsEndpoint(string? given, int awsPort)
    {
        if (!string.IsNullOrEmpty(given))
            return Url("--aws-endpoint", given);
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } set || Url(Variable, set) is var uri && uri.IsLoopback && uri.Port == awsPort)
            return null; // a user's shell may have it for the clients of this very service
        Console.Error.WriteLine($"{Variable} is set: the functions use {set}, and the built-in AWS is not started. Unset it to have that.");
        return uri;
    }

    private static Uri Url(string name, string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        ? uri : throw new CommandException(ExitCodes.BadUsage, $"{name} is '{text}'; it must be a URL such as http://127.0.0.1:5000.");

    private static async Task<int> RunAsync(LocalOptions options, CancellationToken cancel)
    {
        await using var service = await LocalService.StartAsync(options, cancel)
            ?? throw new CommandException(ExitCodes.Unreachable, $"Another mrjob serves {Path.GetFullPath(options.DataDir)} already.");
        foreach (var line in service.Mounts)
            await Console.Error.WriteLineAsync(line);
        await Console.Error.WriteLineAsync($"AWS (S3 and EMR) at {service.Endpoints.Aws}");
        await Console.Error.WriteLineAsync($"The API at {service.Endpoints.Api}; stop with Ctrl-C");
        var interrupted = new TaskCompletionSource();
        await using var registration = cancel.Register(interrupted.SetResult);
        await interrupted.Task;
        return ExitCodes.Done;
    }
}
