using System.Runtime.CompilerServices;
using System.Text;
using MrJob.Core.Logs.Parsing;

namespace MrJob.Core.Tests.Logs;

/// <summary>Every parser is total: whatever it reads, it ends without an exception, and does an amount of work that grows with the log and no faster.</summary>
public class ParserFuzzTests
{
    private const int Inputs = 100_000;
    private const int LongestInput = 1_500;

    public static TheoryData<string> Parsers => [.. Known.Keys];

    private static readonly Dictionary<string, Func<LogParser>> Known = new()
    {
        ["step syslog"] = () => new StepSyslogParser(), ["task syslog"] = () => new TaskSyslogParser(), ["task stderr"] = () => new TaskStderrParser(),
        ["Spark"] = () => new SparkParser(), ["controller"] = () => new ControllerParser(), ["history"] = () => new HistoryParser(), ["Puppet"] = () => new PuppetParser(),
    };

    [Theory]
    [MemberData(nameof(Parsers))]
    public void Mutated_logs_are_read_to_their_end(string name)
    {
        var seeds = Seeds();
        Parallel.For(0, 20, part =>
        {
            var random = new Random(part);
            for (var i = 0; i < Inputs / 20; i++)
            {
                var input = Mutated(seeds, random);
                try
                {
                    LineReader.Read(input, Known[name]());
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException($"{name}, part {part}, input {i}: {Convert.ToBase64String(input)}", e);
                }
            }
        });
    }

    /// <summary>Counted in bytes allocated, which is the same on every machine: what is quadratic is so in them, too.</summary>
    [Theory]
    [MemberData(nameof(Parsers))]
    public void Ten_times_the_log_is_no_more_than_twelve_times_the_work(string name)
    {
        foreach (var line in Bad())
        {
            var (small, large) = (Work(name, line, 2_000), Work(name, line, 20_000));
            large.ShouldBeLessThan((small * 12) + 10_000_000, $"{name}: {line}");
        }
    }

    [Fact]
    public async Task A_line_of_gigabytes_takes_no_more_memory_than_any_other()
    {
        var parser = new TaskStderrParser();
        using var endless = new Endless(1L << 30);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await LineReader.ReadAsync(endless, parser, default); // which never waits
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2_000_000);
    }

    private static long Work(string name, string line, int times)
    {
        var log = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line + "\n", times)));
        var parser = Known[name]();
        var before = GC.GetAllocatedBytesForCurrentThread();
        LineReader.Read(log, parser);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static IEnumerable<string> Bad() =>
    [
        "Traceback (most recent call last):", "  File \"a.py\", line 1", "\tat a.b.C.d(C.java:1)", "Caused by: java.io.IOException: x", "java.io.IOException: x\n\tat a.B.c(B.java:1)",
        "KeyError: x\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File",
        "2026-01-01 05:00:00,123 ERROR a.B (main): x\n\tat a.B.c(B.java:1)", "26/01/01 05:00:00 ERROR TaskSetManager: Task 0 in stage 0.0 failed 4 times; aborting job",
        "2026-01-01 05:00:00,123 INFO a.B (main): Task Id : attempt_1_1_m_000001_0, Status : FAILED\nError: x", "\t diagnostics: x", "attempt_attempt_attempt_attempt_attempt_attempt_",
        "Avro-Json\n{\"type\":\"MAP_ATTEMPT_FAILED\",\"event\":{\"x\":{\"attemptId\":\"attempt_1_1_m_000001_0\",\"error\":\"x\"}}}", "Error: java.lang.x", new('a', 5_000), new('\t', 500),
    ];

    private static byte[] Mutated(IReadOnlyList<byte[]> seeds, Random random)
    {
        var seed = seeds[random.Next(seeds.Count)];
        var start = random.Next(Math.Max(1, seed.Length - LongestInput));
        var input = seed.AsSpan(start, Math.Min(seed.Length - start, random.Next(LongestInput))).ToArray();
        for (var change = random.Next(8); change > 0 && input.Length > 0; change--)
        {
            var at = random.Next(input.Length);
            switch (random.Next(5))
            {
                case 0:
                    input[at] = (byte)random.Next(256);
                    break;
                case 1:
                    input = [.. input[..at], .. input[random.Next(at, input.Length)..]];
                    break;
                case 2:
                    input = [.. input, .. input[at..]];
                    break;
                case 3:
                    input[at] = (byte)'\n';
                    break;
                default:
                    var other = seeds[random.Next(seeds.Count)];
                    var from = random.Next(other.Length);
                    input = [.. input[..at], .. other[from..Math.Min(other.Length, from + 200)], .. input[at..]];
                    break;
            }
        }
        return input;
    }

    /// <summary>The corpus, its headers too: they are text like any other.</summary>
    private static IReadOnlyList<byte[]> Seeds([CallerFilePath] string here = "") =>
        [.. Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(here)!, "Corpus"), "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    /// <summary>A log that is one line.</summary>
    private sealed class Endless(long length) : MemoryStream
    {
        private long _left = length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(_left, buffer.Length);
            buffer.Span[..count].Fill((byte)'x');
            _left -= count;
            return new(count);
        }
    }
}
