namespace MrJob.Local.Streaming.Arguments;

/// <summary>
/// What Hadoop streaming has and this version has not. Each is refused by name: a job that would run otherwise than on EMR must
/// not run at all.
/// </summary>
internal static class Unsupported
{
    private static readonly string[] Options =
        ["dfs", "additionalconfspec", "inputreader", "mapdebug", "reducedebug", "io", "background", "lazyOutput", "info", "help"];

    private static readonly string[] Partitioners = [.. JavaClasses.HashPartitioner, .. JavaClasses.KeyFieldPartitioner];

    /// <summary>Properties that choose something, with the values that we have.</summary>
    private static readonly Dictionary<string, string[]> Properties = new()
    {
        ["mapreduce.job.output.key.comparator.class"] = ["org.apache.hadoop.io.Text$Comparator", .. JavaClasses.KeyFieldComparator],
        ["mapreduce.job.partitioner.class"] = Partitioners,
        ["mapred.partitioner.class"] = Partitioners,
        ["stream.map.input"] = ["text"], ["stream.map.output"] = ["text"],
        ["stream.reduce.input"] = ["text"], ["stream.reduce.output"] = ["text"],
        ["mapreduce.map.failures.maxpercent"] = ["0"], ["mapreduce.reduce.failures.maxpercent"] = ["0"],
        ["textinputformat.record.delimiter"] = [],
        ["mapreduce.input.linerecordreader.line.maxlength"] = [],
        ["mapreduce.input.pathFilter.class"] = [],
    };

    public static void Check(CommandLine line, IEnumerable<KeyValuePair<string, string>> properties)
    {
        foreach (var option in Options.Where(line.Has))
            throw StreamingClientException.NotSupported($"the option -{option}");
        Require(line, "partitioner", Partitioners);
        CheckCommands(line);
        foreach (var (name, value) in properties)
            if (Properties.TryGetValue(DeprecatedNames.Current(name), out var allowed) && !allowed.Contains(value))
                throw StreamingClientException.NotSupported($"{name}={value}");
    }

    private static void CheckCommands(CommandLine line)
    {
        if (!line.Has("mapper"))
            throw StreamingClientException.NotSupported("a job without -mapper, where Hadoop passes on each line's byte offset as its key; use -mapper cat");
        if (string.Equals(line.First("reducer"), "aggregate", StringComparison.OrdinalIgnoreCase))
            throw StreamingClientException.NotSupported("-reducer aggregate");
        foreach (var option in new[] { "mapper", "combiner", "reducer" })
            if (line.First(option) is { } command && command.StartsWith("org.apache.hadoop.", StringComparison.Ordinal) && !JavaClasses.IsIdentityReducer(command))
                throw StreamingClientException.NotSupported($"-{option} {command} (a Java class)");
    }

    private static void Require(CommandLine line, string option, string[] allowed)
    {
        if (line.First(option) is { } value && !allowed.Contains(value))
            throw StreamingClientException.NotSupported($"-{option} {value}");
    }
}
