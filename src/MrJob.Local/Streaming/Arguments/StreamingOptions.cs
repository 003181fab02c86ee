namespace MrJob.Local.Streaming.Arguments;

/// <summary>A streaming job as its command line describes it.</summary>
internal sealed record StreamingOptions
{
    /// <summary>Each reducer has a part file and a place in every run.</summary>
    public const int MostReduceTasks = 100_000;

    /// <summary><c>-D</c> and <c>-jobconf</c>, later ones last.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; }

    /// <summary><c>-files</c>, <c>-file</c> and <c>-cacheFile</c>: URIs, each perhaps with <c>#name</c>.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary><c>-archives</c> and <c>-cacheArchive</c>.</summary>
    public required IReadOnlyList<string> Archives { get; init; }

    public required IReadOnlyList<string> Input { get; init; }

    public required string Output { get; init; }

    public required string Mapper { get; init; }

    public string? Combiner { get; init; }

    /// <summary>Null for Hadoop's identity reducer.</summary>
    public string? Reducer { get; init; }

    /// <summary>A class; it wins over the property.</summary>
    public string? Partitioner { get; init; }

    /// <summary>The class of <c>-inputformat</c>.</summary>
    public required string InputFormat { get; init; }

    /// <summary>The class of <c>-outputformat</c>.</summary>
    public required string OutputFormat { get; init; }

    /// <summary><c>-cmdenv</c>, each <c>NAME=value</c>.</summary>
    public required IReadOnlyList<string> Environment { get; init; }

    /// <summary><c>-numReduceTasks</c> and <c>-reducer NONE</c> win over the property.</summary>
    public int? ReduceTasks { get; init; }
}
