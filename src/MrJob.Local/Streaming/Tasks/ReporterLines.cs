using System.Globalization;
using System.Text;

namespace MrJob.Local.Streaming.Tasks;

/// <summary>
/// A program's standard error: <c>reporter:counter:group,name,amount</c> and <c>reporter:status:text</c> speak to Hadoop and are
/// kept out of the log, every other line is logged.
/// </summary>
internal sealed class ReporterLines(TaskAttempt attempt)
{
    private const string Logger = "org.apache.hadoop.streaming.PipeMapRed";

    private readonly string prefix = attempt.Conf.Text("stream.stderr.reporter.prefix", "reporter:");
    private readonly byte[] prefixBytes = Encoding.UTF8.GetBytes(attempt.Conf.Text("stream.stderr.reporter.prefix", "reporter:"));

    public void Line(ReadOnlySpan<byte> line)
    {
        attempt.Progress.Touch();
        if (line.StartsWith(prefixBytes))
            Report(Encoding.UTF8.GetString(line), Encoding.UTF8.GetString(line[prefixBytes.Length..]));
        else
            attempt.Log.StandardError(line);
    }

    private void Report(string line, string report)
    {
        if (report.StartsWith("counter:", StringComparison.Ordinal))
            Count(line, report["counter:".Length..].Trim());
        else if (!report.StartsWith("status:", StringComparison.Ordinal)) // a status is shown by Hadoop's web pages only
            attempt.Log.Warn(Logger, $"Cannot parse {prefix.TrimEnd(':')} line: {line}");
    }

    private void Count(string line, string counter)
    {
        if (counter.Split(',') is not [var group, var name, var amount])
            attempt.Log.Warn(Logger, $"Cannot parse counter line: {line}");
        else if (long.TryParse(amount, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            attempt.Counters.Add(group, name, value);
        else
            attempt.Log.Warn(Logger, $"Cannot parse counter increment '{amount}' from line: {line}");
    }
}
