using MrJob.Core.Logs.Parsing;

namespace MrJob.Core.Logs.Search;

/// <summary>Where a cluster's logs are.</summary>
internal interface ILogStore
{
    /// <summary>Logs by the beginning of their URI, in the order of their names; none where there is nothing.</summary>
    /// <exception cref="LogsUnreadableException">The service may not look there: whether there are any is not known.</exception>
    Task<IReadOnlyList<LogFile>> ListAsync(string prefix, CancellationToken cancel);

    /// <summary>Has the parser read the log, unpacked if it is compressed. A log that is gone, or cut off, gives as much as there is.</summary>
    /// <exception cref="LogsUnreadableException">The service may not read it.</exception>
    Task ReadAsync(LogFile log, LogParser parser, CancellationToken cancel);
}

/// <summary>Logs that the service may not read. Its message says what to do about it.</summary>
internal sealed class LogsUnreadableException(string message, Exception inner) : Exception(message, inner);
