using MrJob.Core.Logs.Parsing;

namespace MrJob.Core.Logs.Search;

/// <summary>Where a cluster's logs are.</summary>
internal interface ILogStore
{
    /// <summary>Logs by the beginning of their URI, in the order of their names; none where the service may not look or there is nothing.</summary>
    Task<IReadOnlyList<LogFile>> ListAsync(string prefix, CancellationToken cancel);

    /// <summary>Has the parser read the log, unpacked if its name ends in <c>.gz</c>. A log that is gone, or cut off, gives as much as there is.</summary>
    Task ReadAsync(LogFile log, LogParser parser, CancellationToken cancel);
}
