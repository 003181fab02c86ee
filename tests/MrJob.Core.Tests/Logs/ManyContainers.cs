using System.Globalization;
using System.Text;
using MrJob.Core.Logs;
using MrJob.Core.Logs.Parsing;
using MrJob.Core.Logs.Search;

namespace MrJob.Core.Tests.Logs;

/// <summary>The logs of one MapReduce job with thousands of tasks, one of which failed four times, and what is asked of S3 to read them.</summary>
/// <param name="containers">Each has three logs.</param>
/// <param name="hasMaster">Whether the ApplicationMaster's log is there, which knows the container of each attempt.</param>
internal sealed class ManyContainers(int containers, bool hasMaster) : ILogStore
{
    public const string Folder = "s3://logs/j-MANY/";
    public const string Step = "s-MANY";
    private const string Number = "1767243600000_0007";
    private const int PageSize = 1_000;

    /// <summary>Those of the failed attempts, somewhere among the others.</summary>
    private readonly int[] _failed = [containers / 5, containers / 3, containers / 2, containers * 3 / 4];

    public int Lists { get; private set; }

    public int Reads { get; private set; }

    public long Bytes { get; private set; }

    public Task<IReadOnlyList<LogFile>> ListAsync(string prefix, CancellationToken cancel)
    {
        IReadOnlyList<LogFile> found = [.. All().Where(f => f.Uri.StartsWith(prefix, StringComparison.Ordinal))];
        Lists += Math.Max(1, (found.Count + PageSize - 1) / PageSize);
        return Task.FromResult(found);
    }

    public async Task ReadAsync(LogFile log, LogParser parser, CancellationToken cancel)
    {
        Reads++;
        var text = Encoding.UTF8.GetBytes(Text(log.Uri));
        Bytes += text.Length;
        await LogText.ReadAsync(new MemoryStream(text), parser, cancel);
    }

    private IEnumerable<LogFile> All()
    {
        yield return new($"{Folder}steps/{Step}/stderr", 30);
        yield return new($"{Folder}steps/{Step}/syslog", 5_000);
        for (var container = hasMaster ? 1 : 2; container <= containers; container++)
            foreach (var name in (string[])["stderr", "stdout", "syslog"])
                yield return new($"{Folder}containers/application_{Number}/{Container(container)}/{name}", name == "stderr" && Attempt(container) is not null ? 900 : 300);
    }

    private static string Container(int number) => string.Create(CultureInfo.InvariantCulture, $"container_{Number}_01_{number:000000}");

    private string? Attempt(int container) =>
        Array.IndexOf(_failed, container) is >= 0 and var index ? string.Create(CultureInfo.InvariantCulture, $"attempt_{Number}_m_004711_{index}") : null;

    private string Text(string uri)
    {
        var name = uri[(uri.LastIndexOf('/') + 1)..];
        if (uri.Contains("/steps/", StringComparison.Ordinal))
            return name == "syslog" ? Client() : "Streaming Command Failed!\n";
        var container = int.Parse(uri[..uri.LastIndexOf('/')][^6..], CultureInfo.InvariantCulture);
        return (name, container) switch
        {
            ("syslog", 1) => string.Concat(Enumerable.Range(2, containers - 1).Select(c => $"2026-01-01 05:00:01,000 INFO [RMCommunicator Allocator] org.apache.hadoop.mapreduce.v2.app.rm.RMContainerAllocator: Assigned container {Container(c)} to {Attempt(c) ?? $"attempt_{Number}_m_{c:000000}_9"}\n")),
            ("syslog", _) when Attempt(container) is { } attempt => $"2026-01-01 05:00:02,000 INFO [main] org.apache.hadoop.mapred.MapTask: Processing split: s3://data/in/part-4711:0+99\n2026-01-01 05:00:03,000 WARN [main] org.apache.hadoop.mapred.YarnChild: Exception running child : java.lang.RuntimeException: PipeMapRed.waitOutputThreads(): subprocess failed with code 1\n2026-01-01 05:00:04,000 WARN [main] org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter: Could not delete s3://data/out/_temporary/1/_temporary/{attempt}\n",
            ("stderr", _) when Attempt(container) is not null => "Traceback (most recent call last):\n  File \"a.py\", line 7, in <module>\nKeyError: 'colour'\n",
            ("stderr", _) => "log4j:WARN No appenders could be found for logger.\n",
            _ => "",
        };
    }

    private static string Client()
    {
        var text = new StringBuilder($"2026-01-01 05:00:00,000 INFO org.apache.hadoop.mapreduce.Job (main): Running job: job_{Number}\n");
        for (var attempt = 0; attempt < 3; attempt++)
            text.Append(CultureInfo.InvariantCulture, $"2026-01-01 05:00:09,000 INFO org.apache.hadoop.mapreduce.Job (main): Task Id : attempt_{Number}_m_004711_{attempt}, Status : FAILED\nError: java.lang.RuntimeException: PipeMapRed.waitOutputThreads(): subprocess failed with code 1\n\n");
        return text.Append(CultureInfo.InvariantCulture, $"2026-01-01 05:00:10,000 INFO org.apache.hadoop.mapreduce.Job (main): Job job_{Number} failed with state FAILED due to: Task failed task_{Number}_m_004711\n").ToString();
    }
}
