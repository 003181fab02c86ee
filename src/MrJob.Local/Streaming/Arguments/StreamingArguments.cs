using System.Globalization;
using MrJob.Local.Streaming.Input;

namespace MrJob.Local.Streaming.Arguments;

/// <summary>Reads the arguments of a Hadoop streaming job, with the options and the faults of Hadoop's <c>StreamJob</c>.</summary>
internal static class StreamingArguments
{
    private const string NoReducer = "NONE";

    private static readonly Dictionary<string, Arity> Known = new()
    {
        ["input"] = Arity.Many, ["output"] = Arity.One, ["mapper"] = Arity.One, ["combiner"] = Arity.One, ["reducer"] = Arity.One,
        ["file"] = Arity.Many, ["dfs"] = Arity.One, ["additionalconfspec"] = Arity.One, ["inputformat"] = Arity.One,
        ["outputformat"] = Arity.One, ["partitioner"] = Arity.One, ["numReduceTasks"] = Arity.One, ["inputreader"] = Arity.One,
        ["mapdebug"] = Arity.One, ["reducedebug"] = Arity.One, ["jobconf"] = Arity.One, ["cmdenv"] = Arity.One,
        ["cacheFile"] = Arity.Many, ["cacheArchive"] = Arity.Many, ["io"] = Arity.One, ["background"] = Arity.None,
        ["verbose"] = Arity.None, ["info"] = Arity.None, ["debug"] = Arity.None, ["help"] = Arity.None, ["lazyOutput"] = Arity.None,
    };

    /// <exception cref="StreamingClientException">The arguments have a fault, or ask for what is not there yet.</exception>
    public static StreamingOptions Parse(IReadOnlyList<string> args)
    {
        var (generic, rest) = GenericOptions.Parse(args);
        var line = CommandLine.Parse(rest, Known);
        if (line.Rest.Count > 0)
            throw new StreamingClientException(1, $"Found {line.Rest.Count} unexpected arguments on the command line [{string.Join(", ", line.Rest)}]");
        foreach (var property in line.All("jobconf"))
            generic.AddProperty(property);
        Unsupported.Check(line, generic.Properties);
        return Options(generic, line);
    }

    private static StreamingOptions Options(GenericOptions generic, CommandLine line) => new()
    {
        Properties = generic.Properties,
        Files = [.. generic.Files, .. line.All("file"), .. line.All("cacheFile").Select(Cached)],
        Archives = [.. generic.Archives, .. line.All("cacheArchive").Select(Cached)],
        Input = line.All("input") is [_, ..] input ? input : throw new StreamingClientException(1, "Required argument: -input <name>"),
        Output = line.First("output") ?? throw new StreamingClientException(1, "Required argument: -output "),
        Mapper = Command("-mapper", line.First("mapper"))!,
        Combiner = Command("-combiner", line.First("combiner")),
        Reducer = JavaClasses.IsIdentityReducer(line.First("reducer")) ? null : Command("-reducer", line.First("reducer")),
        Partitioner = line.First("partitioner"),
        InputFormat = Formats.Input(line.First("inputformat")),
        OutputFormat = Formats.Output(line.First("outputformat")),
        Environment = line.All("cmdenv"),
        ReduceTasks = ReduceTasks(line),
    };

    /// <summary>Cached files must have a name for their link (<c>DistributedCache.checkURIs</c>); without a scheme they are on HDFS.</summary>
    private static string Cached(string uri) => uri.Split('#', 2) is not [var path, { Length: > 0 } name]
        ? throw new StreamingClientException(1, "You need to specify the uris as scheme://path#linkname,Please specify a different link name for all of your caching URIs")
        : HadoopPath.SchemeOf(path) is null ? $"{HadoopPath.Parse(path)}#{name}" : uri;

    private static int? ReduceTasks(CommandLine line)
    {
        if (line.First("reducer") == NoReducer)
            return 0;
        if (line.First("numReduceTasks") is not { } number)
            return null;
        return int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var tasks) && tasks is >= 0 and <= StreamingOptions.MostReduceTasks
            ? tasks
            : throw new StreamingClientException(1, $"-numReduceTasks is \"{number}\"; it must be a whole number from 0 to {StreamingOptions.MostReduceTasks}");
    }

    private static string? Command(string option, string? command) => command is not null && CommandWords.Split(command).Count == 0
        ? throw new StreamingClientException(1, $"{option} is an empty command")
        : command;
}
