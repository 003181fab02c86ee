using System.Text;
using MrJob.Local.Streaming.Records;
using MrJob.Testing;

namespace MrJob.Local.Tests.Streaming.Records;

public sealed class SortBufferTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public void Records_come_by_key_bytes_and_equal_keys_as_they_arrived() =>
        Sorted(("b", "1"), ("a", "1"), ("B", "1"), ("b", "0"), ("\u00e9", "1"), ("ab", "1"), ("", "2")).ShouldBe(["=2", "B=1", "a=1", "ab=1", "b=1", "b=0", "é=1"]);

    [Theory]
    [InlineData(100)]
    [InlineData(5_000)]
    [InlineData(50_000)] // enough to be distributed byte by byte
    public void Long_common_beginnings_short_keys_and_zero_bytes_sort_as_plain_bytes(int count)
    {
        var random = new Random(7);
        var records = Enumerable.Range(0, count).Select(i =>
        {
            var key = new string('p', 8 * random.Next(0, 4)) + string.Concat(Enumerable.Range(0, random.Next(0, 12)).Select(_ => "\0ab\u00ff"[random.Next(4)]));
            return (Key: key, Value: $"{i}");
        }).ToArray();

        var expected = records.OrderBy(record => Convert.ToHexString(Encoding.Latin1.GetBytes(record.Key)), StringComparer.Ordinal).Select(record => $"{record.Key}={record.Value}");

        Read(Filled(Encoding.Latin1, 1, records).Sort(), Encoding.Latin1).ShouldBe(expected);
    }

    [Fact]
    public void Keys_with_a_common_beginning_of_a_megabyte_sort()
    {
        var common = new string('x', 1 << 20);

        Sorted((common + "b", "1"), (common, "2"), (common + "a", "3"), (common, "4")).Select(record => record[^1]).ShouldBe(['2', '4', '3', '1']);
    }

    [Fact]
    public void A_full_buffer_takes_no_more_until_it_is_cleared()
    {
        using var buffer = new SortBuffer(1, memory: 1000);
        var taken = 0;
        while (buffer.TryAdd(0, "key"u8, "value"u8))
            taken++;

        taken.ShouldBeInRange(1000 / 50, 1000 / 40); // 10 bytes of record and 32 to sort it
        buffer.Clear();
        buffer.TryAdd(0, "key"u8, "value"u8).ShouldBeTrue();
        (buffer.Count, buffer.Records).ShouldBe((1, taken + 1));
    }

    [Fact]
    public void A_record_longer_than_memory_still_fits_alone()
    {
        using var buffer = new SortBuffer(1, memory: 1000);
        buffer.TryAdd(0, new byte[200_000], "v"u8).ShouldBeTrue();

        buffer.Sort().Key(0).Length.ShouldBe(200_000);
        Encoding.ASCII.GetString(buffer.Sort().Value(0)).ShouldBe("v");
    }

    [Fact]
    public void Runs_merge_by_key_and_equal_keys_in_the_order_of_the_runs() =>
        Read(Merged(int.MaxValue)).ShouldBe(["a=1", "a=3", "a=4", "b=1", "b=5", "c=3"]);

    [Fact]
    public void Runs_too_many_to_merge_at_once_are_merged_in_passes_with_the_same_result() =>
        Read(Merged(2)).ShouldBe(["a=1", "a=3", "a=4", "b=1", "b=5", "c=3"]);

    [Theory]
    [InlineData(2)]
    [InlineData(MergePasses.MostAtOnce)]
    public void Merging_gives_what_a_stable_sort_gives_with_keys_that_repeat_across_a_readers_buffer(int atOnce)
    {
        var random = new Random(5);
        var keys = Enumerable.Range(0, 60).Select(_ => new string((char)('a' + random.Next(3)), random.Next(0, 40))).ToList();
        var runs = Enumerable.Range(0, 9).Select(run => Enumerable.Range(0, 3000).Select(i => (Key: keys[random.Next(keys.Count)], Value: $"{run}-{i}")).ToArray()).ToList();
        var segments = runs.Select((records, i) => Filled(Encoding.UTF8, 1, [.. records.Select(r => (r.Key, r.Value))]).Sort().WriteTo(folder.File($"r{i}")).Segment(0)).ToList();

        Read(MergePasses.Reduce(segments, folder.Path, memory: 1, () => { }, most: atOnce))
            .ShouldBe(runs.SelectMany(records => records).OrderBy(record => record.Key, StringComparer.Ordinal).Select(record => $"{record.Key}={record.Value}"));
    }

    [Fact]
    public void A_run_has_its_partitions_apart()
    {
        using var buffer = new SortBuffer(3, 1 << 20);
        foreach (var (partition, key) in new[] { (2, "a"), (1, "ab"), (1, "the"), (1, "a") })
            buffer.TryAdd(partition, Encoding.UTF8.GetBytes(key), [(byte)('0' + partition)]);
        var run = buffer.Sort().WriteTo(folder.File("run"));

        string.Join('|', Enumerable.Range(0, 3).Select(partition => string.Join(',', Read([run.Segment(partition)])))).ShouldBe("|a=1,ab=1,the=1|a=2");
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5_000)] // bigger than the reader's buffer
    [InlineData(500_000)] // and than the writer's
    public void Records_of_any_size_are_read_whole(int size)
    {
        var big = new string('v', size);
        var run = Filled(Encoding.UTF8, 1, ("k", big), ("l", "1"), ("m", big)).Sort().WriteTo(folder.File("run"));

        Read([run.Segment(0)]).ShouldBe([$"k={big}", "l=1", $"m={big}"]);
    }

    public void Dispose() => folder.Dispose();

    private IReadOnlyList<RunSegment> Merged(int atOnce)
    {
        (string, string)[][] runs = [[("b", "1"), ("a", "1")], [], [("c", "3"), ("a", "3"), ("a", "4")], [("b", "5")]];
        var segments = runs.Select((records, i) => Filled(Encoding.UTF8, 1, records).Sort().WriteTo(folder.File($"run{i}")).Segment(0)).ToList();
        return MergePasses.Reduce(segments, folder.Path, memory: 1, () => { }, most: atOnce);
    }

    private static SortBuffer Filled(Encoding encoding, int partitions, params IReadOnlyList<(string Key, string Value)> records)
    {
        var buffer = new SortBuffer(partitions, 8 << 20);
        foreach (var (key, value) in records)
            buffer.TryAdd(0, encoding.GetBytes(key), encoding.GetBytes(value)).ShouldBeTrue();
        return buffer;
    }

    private static List<string> Sorted(params IReadOnlyList<(string Key, string Value)> records) => Read(Filled(Encoding.UTF8, 1, records).Sort(), Encoding.UTF8);

    private static List<string> Read(SortedRecords sorted, Encoding encoding) =>
        [.. Enumerable.Range(0, sorted.Count).Select(i => $"{encoding.GetString(sorted.Key(i))}={encoding.GetString(sorted.Value(i))}")];

    private static List<string> Read(IReadOnlyList<RunSegment> runs)
    {
        using var merger = new RunMerger(runs, memory: 1);
        var records = new List<string>();
        while (merger.Read())
            records.Add($"{Encoding.UTF8.GetString(merger.Current.Key)}={Encoding.UTF8.GetString(merger.Current.Value)}");
        return records;
    }
}
