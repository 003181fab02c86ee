using System.Diagnostics;
using System.Globalization;
using System.Text;
using MrJob.Core.Logs;
using MrJob.Core.Logs.Diagnosis;
using MrJob.Core.Logs.Parsing;
using MrJob.Core.Logs.Search;
using MrJob.Core.Tests.Logs;

namespace MrJob.Benchmarks;

/// <summary>Parsing logs against a loop over lines with Python's <c>re</c>, which is what the old runner did, and finding a cause among many logs.</summary>
internal static class LogsBenchmark
{
    private const int Runs = 3;

    // A match for each line by what it begins with, and nothing done with what it says: less than any parser of such logs does.
    private const string Python = """
        import re, sys, time
        kind, path = sys.argv[1:]
        record = re.compile(r'^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:,\d+)?)\s+(\w+)\s+(\S+)(?: \((.*?)\))?: (.*)$')
        error = re.compile(r'^(?:(?P<noise>log4j:|SLF4J: |\+ |\s*$)|Traceback \(most recent call last\):|  File "|\s+at |Caused by: |(?:\S+: )?line \d+: |\S+(?:Exception|Error)\b)')
        began, found = time.perf_counter(), 0
        with open(path, errors='replace') as log:
            for line in log:
                match = (record if kind == 'syslog' else error).match(line)
                if match and (match.group('noise') is None if kind == 'stderr' else match.group(2) == 'ERROR'):
                    found += 1
        print(time.perf_counter() - began)
        """;

    public static async Task RunAsync(int megabytes)
    {
        var folder = Directory.CreateTempSubdirectory("mrjob-logs");
        try
        {
            await CompareAsync(folder.FullName, "syslog", SyslogLines, () => new StepSyslogParser(), megabytes);
            await CompareAsync(folder.FullName, "stderr", StderrLines, () => new TaskStderrParser(), megabytes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        foreach (var hasMaster in (bool[])[true, false])
            await FindAsync(hasMaster);
    }

    private static async Task CompareAsync(string folder, string kind, string[] lines, Func<LogParser> parser, int megabytes)
    {
        var path = Path.Combine(folder, kind);
        await WriteAsync(path, lines, megabytes);
        var mb = new FileInfo(path).Length / 1e6;
        var (ours, python) = (double.MaxValue, double.MaxValue);
        for (var run = 0; run < Runs; run++) // by turns, and the best of each: a machine that is busy for a while slows both
        {
            ours = Math.Min(ours, await SecondsAsync(path, parser()));
            python = Math.Min(python, PythonSeconds(kind, path));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}, {mb:0} MB: {mb / ours:0} MB/s, Python's re line by line {mb / python:0} MB/s, {python / ours:0.0} times as fast"));
        File.Delete(path);
    }

    private static async Task<double> SecondsAsync(string path, LogParser parser)
    {
        await using var log = File.OpenRead(path);
        var watch = Stopwatch.StartNew();
        await LogText.ReadAsync(log, parser, default);
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task WriteAsync(string path, string[] lines, int megabytes)
    {
        var block = Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")));
        await using var log = File.Create(path);
        for (var written = 0L; written < megabytes * 1_000_000L; written += block.Length)
            await log.WriteAsync(block);
    }

    private static double PythonSeconds(string kind, string path)
    {
        using var python = Process.Start(new ProcessStartInfo("python3", ["-c", Python, kind, path]) { RedirectStandardOutput = true })!;
        var seconds = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        return double.Parse(seconds, CultureInfo.InvariantCulture);
    }

    private static async Task FindAsync(bool hasMaster)
    {
        var logs = new ManyContainers(6_700, hasMaster);
        var watch = Stopwatch.StartNew();
        var cause = ProbableCause.Of(await new StepSearch(logs, ManyContainers.Folder).SearchAsync(ManyContainers.Step, why: true, default));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"cause among {3 * 6_700} containers' logs{(hasMaster ? "" : ", without the ApplicationMaster's")}: {logs.Lists} pages of listing, {logs.Reads} objects, {logs.Bytes / 1000} kB, {watch.Elapsed.TotalSeconds:0.00} s: {cause?.Text.Split('\n')[^1]}"));
    }

    private static string[] SyslogLines =>
    [
        "2026-01-01 05:00:00,123 INFO org.apache.hadoop.mapreduce.Job (main):  map 37% reduce 0%",
        "2026-01-01 05:00:01,123 INFO com.amazon.ws.emr.hadoop.fs.s3n.S3NativeFileSystem (main): Opening 's3://my-data/books/part-00071.txt' for reading",
        "2026-01-01 05:00:02,123 WARN org.apache.hadoop.hdfs.DFSClient (ResponseProcessor for block BP-1:blk_2): Slow ReadProcessor read fields took 31000ms",
        "2026-01-01 05:00:03,123 INFO org.apache.hadoop.yarn.client.api.impl.YarnClientImpl (main): Application report for application_1767243600000_0007",
        "2026-01-01 05:00:04,123 INFO org.apache.hadoop.mapreduce.Job (main): Task Id : attempt_1767243600000_0007_m_000071_0, Status : FAILED",
        "Error: java.lang.RuntimeException: PipeMapRed.waitOutputThreads(): subprocess failed with code 1",
        "\tat org.apache.hadoop.streaming.PipeMapRed.waitOutputThreads(PipeMapRed.java:326)",
        "",
        .. Enumerable.Range(0, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"2026-01-01 05:01:{i:00},123 INFO org.apache.hadoop.mapreduce.Job (main):  map {i}% reduce 0%")),
    ];

    private static string[] StderrLines =>
    [
        "+ python3 count.py --step-num=0 --mapper",
        .. Enumerable.Range(0, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"read {i}000 lines of s3://my-data/books/part-00071.txt, 7 without a title, going on")),
        "Traceback (most recent call last):",
        "  File \"count.py\", line 12, in <module>",
        "    main(sys.argv)",
        "KeyError: 'title'",
        "skipped a line that has no title",
    ];
}
