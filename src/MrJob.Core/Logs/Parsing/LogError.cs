namespace MrJob.Core.Logs.Parsing;

/// <summary>An error that a log tells of.</summary>
internal sealed record LogError(ErrorKind Kind, LogExcerpt Excerpt)
{
    /// <summary>The Spark stage in which it happened, such as <c>2.0</c>.</summary>
    public string? Stage { get; init; }

    /// <summary>It is what the client was told of a task, not the client's own.</summary>
    public bool IsOfTask { get; init; }

    /// <summary>Its end, which says most, is not there.</summary>
    public bool IsCut { get; init; }

    /// <summary>The program said more afterwards, so that it may not have died of this.</summary>
    public bool WentOn { get; init; }
}

/// <summary>What kind of error a text is, from what explains a failure best to what explains it least.</summary>
internal enum ErrorKind
{
    /// <summary>A container that needed more memory than it may, or a program that got none.</summary>
    Memory,

    /// <summary>A task that said nothing for too long.</summary>
    Timeout,

    /// <summary>A Python traceback.</summary>
    Traceback,

    /// <summary>A program that could not be run: not there, not executable, no such module.</summary>
    Command,

    /// <summary>A program that a signal ended.</summary>
    Signal,

    /// <summary>A Java exception of the program's own.</summary>
    Exception,

    /// <summary>What the client that submits the job says is wrong with it.</summary>
    Client,

    /// <summary>The last lines that a failing program wrote.</summary>
    Output,

    /// <summary>Hadoop or Spark saying that a program failed, which does not tell why.</summary>
    Wrapper,

    /// <summary>A machine, or what ran on it, that went away.</summary>
    Lost,

    /// <summary>What follows from an error elsewhere, or from ending things: it explains nothing.</summary>
    Consequence,
}
