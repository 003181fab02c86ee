using System.Globalization;

namespace MrJob.Local.Emr.Steps.Logs;

/// <summary>Log lines as EMR's log4j settings lay them out; times are UTC.</summary>
internal static class Log4j
{
    /// <summary>A line of a step's syslog.</summary>
    public static string Step(DateTimeOffset time, string level, string logger, string message) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-dd HH:mm:ss,fff} {level} {logger} (main): {message}\n");

    /// <summary>A line of a task container's syslog, where YARN has its own layout.</summary>
    public static string Container(DateTimeOffset time, string level, string logger, string message, string thread = "main") =>
        string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-dd HH:mm:ss,fff} {level} [{thread}] {logger}: {message}\n");

    /// <summary>A line of a step's controller log.</summary>
    public static string Controller(DateTimeOffset time, string level, string message) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {level} {message}\n");
}
