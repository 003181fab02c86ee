namespace MrJob.Local.Emr.Steps;

/// <summary>The clean environment that a step starts with, as under YARN: nothing of ours but what finds programs and home.</summary>
internal static class StepEnvironment
{
    private static readonly string[] Inherited = OperatingSystem.IsWindows()
        ? ["PATH", "PATHEXT", "SystemRoot", "ComSpec", "USERPROFILE"]
        : ["PATH", "HOME", "LANG", "USER"];

    /// <param name="aws">Makes the step see the local AWS as AWS: endpoint, region and credentials.</param>
    public static IReadOnlyDictionary<string, string> Build(IReadOnlyDictionary<string, string> aws, string tempFolder)
    {
        var environment = new Dictionary<string, string>
        {
            ["LANG"] = "C.UTF-8",
            ["USER"] = Environment.UserName,
        };
        foreach (var name in Inherited)
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                environment[name] = value;
        foreach (var (name, value) in aws)
            environment[name] = value;
        if (environment.TryGetValue("AWS_REGION", out var region))
            environment.TryAdd("AWS_DEFAULT_REGION", region); // the name that the AWS CLI and Python's SDK know
        environment["TMPDIR"] = tempFolder;
        return environment;
    }
}
