using System.CommandLine;
using System.CommandLine.Parsing;
using MrJob.Cli.Laptop;
using MrJob.Local.Emr;

namespace MrJob.Cli.Commands;

/// <summary>How the built-in EMR behaves: like EMR on a slow day, for tests and to feel it.</summary>
internal sealed class EmrOptionSet
{
    private readonly Option<TimeSpan> _startupDelay = new("--startup-delay")
    {
        Description = $"how long a cluster takes to start, half of it STARTING, half BOOTSTRAPPING: {Duration.Allowed}; default at once",
        HelpName = "DURATION", CustomParser = ReadDuration,
    };

    private readonly Option<bool> _quotas = new("--quotas")
    {
        Description = "enforce EMR's API rates and its limit of 500 active clusters, with ThrottlingException",
    };

    private readonly Option<EmrFaults?> _faults = new("--emr-fault")
    {
        Description = "what goes wrong with an EMR call (* is every call): lost-request, lost-answer, throttle, server-error, " +
            "server-error:503 or delay:500ms; then *N times or *always, and @N to begin at the Nth call; more after a comma: RunJobFlow=lost-answer,ListSteps=throttle*3@2. " +
            "While it runs: PUT, GET or DELETE " + EmrFaultSwitch.Path + " of the AWS port",
        HelpName = "CALL=FAULT", CustomParser = ReadFaults,
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_startupDelay, _quotas, _faults])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue<string?>("--aws-endpoint") is { Length: > 0 }
                && ((Option[])[_startupDelay, _quotas, _faults]).FirstOrDefault(o => result.GetResult(o) is { Implicit: false }) is { } given)
                result.AddError($"{given.Name} is about the built-in AWS, and --aws-endpoint (or AWS_ENDPOINT_URL) puts another in its place.");
        });
    }

    public LocalEmrOptions Of(ParseResult parsed) => new()
    {
        StartupDelay = parsed.GetValue(_startupDelay), Quotas = parsed.GetValue(_quotas), Faults = parsed.GetValue(_faults) ?? new(),
    };

    private static TimeSpan ReadDuration(ArgumentResult result)
    {
        if (!Duration.TryParse(result.Tokens[0].Value, out var duration))
            result.AddError($"--startup-delay is '{result.Tokens[0].Value}'; it must be {Duration.Allowed}.");
        return duration;
    }

    private static EmrFaults? ReadFaults(ArgumentResult result)
    {
        var faults = new EmrFaults();
        try
        {
            return faults.Add(result.Tokens[0].Value);
        }
        catch (FormatException e)
        {
            result.AddError($"--emr-fault: {e.Message}");
            return faults;
        }
    }
}
