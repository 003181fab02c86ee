namespace MrJob.Local.Emr.Steps;

/// <summary>What a step's jar and arguments come to.</summary>
internal abstract record StepPlan
{
    /// <summary>A Hadoop streaming job with these arguments.</summary>
    public sealed record Streaming(IReadOnlyList<string> Args) : StepPlan;

    /// <summary>A program on this machine.</summary>
    public sealed record Command(string Program, IReadOnlyList<string> Args) : StepPlan;

    /// <summary>A copy between file systems.</summary>
    public sealed record DistCp(IReadOnlyList<string> Args) : StepPlan;

    /// <summary>A command of <c>hadoop fs</c>.</summary>
    public sealed record FileShell(IReadOnlyList<string> Args) : StepPlan;

    /// <summary>A Spark program.</summary>
    public sealed record Spark(IReadOnlyList<string> Args) : StepPlan;

    /// <summary>A script, on S3 or on this machine.</summary>
    public sealed record Script(string Uri, IReadOnlyList<string> Args) : StepPlan;

    /// <summary>A Java program, on S3 or on this machine.</summary>
    public sealed record Jar(string Uri, string? MainClass, IReadOnlyList<string> Args) : StepPlan;

    /// <summary>Has no meaning on a laptop, and succeeds.</summary>
    public sealed record Nothing(string Why) : StepPlan;

    /// <summary>Cannot be run.</summary>
    public sealed record Impossible(string Why) : StepPlan;

    /// <summary>Reads a step as EMR does: <c>command-runner.jar</c> runs a program, <c>script-runner.jar</c> fetches a script and runs it.</summary>
    public static StepPlan For(string jar, string? mainClass, IReadOnlyList<string> args)
    {
        var name = jar.TrimEnd('/').Split('/')[^1];
        return name switch
        {
            _ when IsStreaming(name) => new Streaming(args),
            "s3-dist-cp.jar" or "s3distcp.jar" or "emr-s3distcp-1.0.jar" => new DistCp(args),
            "command-runner.jar" when args.Count == 0 => new Impossible("command-runner.jar: the first argument must be the program to run"),
            "command-runner.jar" => ForCommand(args[0], [.. args.Skip(1)]),
            "script-runner.jar" when args.Count == 0 => new Impossible("script-runner.jar: the first argument must be the script to run"),
            "script-runner.jar" => new Script(args[0], [.. args.Skip(1)]),
            _ => new Jar(jar, mainClass, args),
        };
    }

    private static StepPlan ForCommand(string program, IReadOnlyList<string> args) => program switch
    {
        "hadoop-streaming" => new Streaming(args),
        "state-pusher-script" => new Nothing("state-pusher-script has nothing to do here"),
        "s3-dist-cp" => new DistCp(args),
        "spark-submit" => new Spark(args),
        "mapred" when args is ["streaming", ..] => new Streaming([.. args.Skip(1)]),
        "hadoop" or "yarn" when args is ["jar", var jar, ..] && IsStreaming(jar.Split('/')[^1]) => new Streaming([.. args.Skip(2)]),
        "hadoop" when args is ["fs" or "dfs", ..] => new FileShell([.. args.Skip(1)]),
        "hdfs" when args is ["dfs", ..] => new FileShell([.. args.Skip(1)]),
        _ => new Command(program, args),
    };

    private static bool IsStreaming(string jar) =>
        jar.StartsWith("hadoop-streaming", StringComparison.Ordinal) && jar.EndsWith(".jar", StringComparison.Ordinal);
}
