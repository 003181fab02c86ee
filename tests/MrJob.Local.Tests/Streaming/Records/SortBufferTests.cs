using System.Text;
using MrJob.Local.Streaming.Records;
using MrJob.Testing;

namespace MrJob.Local.Tests.Streaming.Records;

public sealed class SortBufferTests : IDisposable
{
    private static readonly FieldSplit Tabs = FieldSplit.At("\t", 1);

    private readonly TempFolder folder = new();

    [Fact]
    public void Records_come_by_key_bytes_and_equal_keys_as_they_arrived() =>
        Sorted("b\t1\na\t1\nB\t1\nb\t0\n\u00e9\t1\nab\t1\n").ShouldBe(["B=1", "a=1", "ab=1", "b=1", "b=0", "é=1"]);

    [Theory]
    [InlineData("x\n\ny", "=|x=|y=")] // no tab: all key; an empty line is an empty key; the last line needs no end
    [InlineData("a\tb\tc\n", "a=b\tc")]
    [InlineData("\tv\n", "=v")]
    [InlineData("k\t\n", "k=")]
    [InlineData("b\r\na\rc\r", "a=|b=|c=")] // CR and CRLF end lines, too
    [InlineData("", "")]
    public void Lines_part_at_their_first_tab(string text, string expected) => string.Join('|', Sorted(text)).ShouldBe(expected);

    [Fact]
    public void A_key_may_have_several_fields_and_another_separator() =>
        Sorted("b,1,x\na,2,y,z\na,1\n", FieldSplit.At(",", 2)).ShouldBe(["a,1=", "a,2=y,z", "b,1=x"]);

    [Fact]
    public void Bytes_may_come_one_at_a_time() => Sorted("b\t2\r\na\t1\n\rc", chunk: 1).ShouldBe(["=", "a=1", "b=2", "c="]);

    [Fact]
    public void Long_common_beginnings_short_keys_and_zero_bytes_sort_as_plain_bytes()
    {
        var random = new Random(7);
        var lines = Enumerable.Range(0, 5000).Select(i =>
        {
            var key = new string('p', 8 * random.Next(0, 4)) + string.Concat(Enumerable.Range(0, random.Next(0, 4)).Select(_ => "\0ab\u00ff"[random.Next(4)]));
            return (Key: key, Value: $"{i}");
        }).ToList();

        var expected = lines.OrderBy(line => Convert.ToHexString(Encoding.Latin1.GetBytes(line.Key)), StringComparer.Ordinal).Select(line => $"{line.Key}={line.Value}");

        Sorted(string.Concat(lines.Select(line => $"{line.Key}\t{line.Value}\n")), encoding: Encoding.Latin1).ShouldBe(expected);
    }

    [Fact]
    public void A_full_buffer_says_so_and_a_line_longer_than_memory_still_fits()
    {
        var buffer = new SortBuffer(Tabs, 1, memory: 1000);
        Fill(buffer, Encoding.ASCII.GetBytes(new string('x', 200_000)), 200_000);
        buffer.IsFull.ShouldBeFalse(); // nothing whole to write out

        Fill(buffer, "\nrest"u8.ToArray(), 5);

        buffer.IsFull.ShouldBeTrue();
        buffer.Sort().Key(0).Length.ShouldBe(200_000);
        buffer.Clear();
        buffer.End();
        Encoding.ASCII.GetString(buffer.Sort().Key(0)).ShouldBe("rest");
    }

    [Fact]
    public void Runs_merge_by_key_and_equal_keys_in_the_order_of_the_runs()
    {
        var runs = new[] { "b\t1\na\t1\n", "", "c\t3\na\t3\na\t4\n", "b\t5\n" }.Select((text, i) => Buffer(text).Sort().WriteTo(folder.File($"run{i}"))).ToList();

        using var merger = new RunMerger(runs, 0, memory: 1);
        Read(merger).ShouldBe(["a=1", "a=3", "a=4", "b=1", "b=5", "c=3"]);
    }

    [Fact]
    public void A_partition_holds_the_keys_that_hash_to_it()
    {
        var run = Buffer("a\t1\nab\t2\nthe\t3\n", partitions: 3).Sort().WriteTo(folder.File("run")); // 128 % 3 = 2, 4066 % 3 = 1, 144592 % 3 = 1

        string.Join('|', Enumerable.Range(0, 3).Select(partition => string.Join(',', Read(run, partition)))).ShouldBe("|ab=2,the=3|a=1");
    }

    [Fact]
    public void Records_bigger_than_a_readers_buffer_are_read_whole()
    {
        var big = new string('v', 100_000);
        var run = Buffer($"k\t{big}\nl\t1\n").Sort().WriteTo(folder.File("run"));

        Read(run, 0).ShouldBe([$"k={big}", "l=1"]);
    }

    public void Dispose() => folder.Dispose();

    private static SortBuffer Buffer(string text, FieldSplit? fields = null, int partitions = 1, int chunk = 1000, Encoding? encoding = null)
    {
        var buffer = new SortBuffer(fields ?? Tabs, partitions, 1 << 20);
        Fill(buffer, (encoding ?? Encoding.UTF8).GetBytes(text), chunk);
        buffer.End();
        return buffer;
    }

    private static void Fill(SortBuffer buffer, byte[] bytes, int chunk)
    {
        foreach (var part in bytes.Chunk(chunk))
            for (var rest = part.AsSpan(); !rest.IsEmpty;)
            {
                var free = buffer.Free.Span;
                var taken = Math.Min(free.Length, rest.Length);
                rest[..taken].CopyTo(free);
                buffer.Filled(taken);
                rest = rest[taken..];
            }
    }

    private static List<string> Sorted(string text, FieldSplit? fields = null, int chunk = 1000, Encoding? encoding = null)
    {
        var sorted = Buffer(text, fields, 1, chunk, encoding).Sort();
        return [.. Enumerable.Range(0, sorted.Count)
            .Select(i => $"{(encoding ?? Encoding.UTF8).GetString(sorted.Key(i))}={(encoding ?? Encoding.UTF8).GetString(sorted.Value(i))}")];
    }

    private static List<string> Read(RunFile run, int partition)
    {
        using var merger = new RunMerger([run], partition, memory: 1);
        return Read(merger);
    }

    private static List<string> Read(RunMerger merger)
    {
        var records = new List<string>();
        while (merger.Read())
            records.Add($"{Encoding.UTF8.GetString(merger.Current.Key)}={Encoding.UTF8.GetString(merger.Current.Value)}");
        return records;
    }
}
