using MrJob.Local.S3;
using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Input;

namespace MrJob.Local.Tests.Streaming.Input;

/// <summary>Worked out by hand from <c>org.apache.hadoop.mapred.FileInputFormat.getSplits</c>.</summary>
public class InputSplitsTests
{
    private const long Mb = 1 << 20;

    [Fact]
    public void A_file_is_cut_into_as_many_splits_as_maps_are_wanted() => Splits([100], maps: 2).ShouldBe(["f0:0+50", "f0:50+50"]);

    [Fact]
    public void A_last_piece_of_up_to_a_tenth_stays_with_the_one_before() => // goal 109 / 2 = 54: 109 / 54 > 1.1, then 55 / 54 is not
        Splits([109], maps: 2).ShouldBe(["f0:54+55", "f0:0+54"]);

    [Fact]
    public void The_biggest_split_is_the_first_map_task() => // goal 150 / 2 = 75
        Splits([50, 100], maps: 2).ShouldBe(["f1:0+75", "f0:0+50", "f1:75+25"]);

    [Fact]
    public void No_split_is_bigger_than_a_block() =>
        Splits([200 * Mb], maps: 2).ShouldBe([$"f0:0+{64 * Mb}", $"f0:{64 * Mb}+{64 * Mb}", $"f0:{128 * Mb}+{64 * Mb}", $"f0:{192 * Mb}+{8 * Mb}"]);

    [Fact]
    public void Bounds_on_the_size_are_kept()
    {
        Splits([100], maps: 2, new("mapred.min.split.size", "100")).ShouldBe(["f0:0+100"]);
        Splits([100], maps: 1, new("mapreduce.input.fileinputformat.split.maxsize", "50")).ShouldBe(["f0:0+100"]); // the old interface knows no such bound
        Splits([100], maps: 1, new("fs.s3.block.size", "50")).ShouldBe(["f0:0+50", "f0:50+50"]);
        Splits([100], maps: 1, new("mapreduce.job.maps", "4")).Count().ShouldBe(4);
    }

    [Theory]
    [InlineData(".gz")]
    [InlineData(".bz2")]
    [InlineData(".deflate")]
    public void A_compressed_file_is_one_split(string ending) => Splits([100], maps: 4, ending: ending).ShouldBe([$"f0{ending}:0+100"]);

    [Fact]
    public void An_empty_file_is_a_split_of_its_own() => Splits([0], maps: 2).ShouldBe(["f0:0+0"]);

    [Fact]
    public void A_file_smaller_than_the_number_of_maps_is_cut_into_bytes() => Splits([3], maps: 2).Count().ShouldBe(3);

    [Theory]
    [InlineData(".snappy")]
    [InlineData(".lzo")]
    [InlineData(".lz4")]
    [InlineData(".zst")]
    public void Compressions_that_cannot_be_read_are_refused(string ending) =>
        Should.Throw<StreamingClientException>(() => Splits([1], maps: 1, ending: ending).ToList()).Message
            .ShouldBe($"not supported yet by the local EMR: input compressed as {ending}: f0{ending}; .gz, .bz2, .deflate are read");

    [Theory]
    [InlineData(".GZ")] // Hadoop minds the case
    [InlineData(".gz.txt")]
    [InlineData(".zip")] // no codec of Hadoop's
    public void Other_names_are_of_plain_text(string ending) => Splits([100], maps: 2, ending: ending).Count().ShouldBe(2);

    private static IEnumerable<string> Splits(long[] sizes, int maps, KeyValuePair<string, string>? property = null, string ending = "")
    {
        var files = sizes.Select((size, i) => $"f{i}{ending}" is var name
            ? new InputFile(new HadoopPath("s3", "b", name), new StoredObject("b", name, "", size, "", default)) : null!).ToList();
        return InputSplits.Compute(files, new JobConf(property is { } given ? [given] : []), maps).Select(split => split.ToString()["s3://b/".Length..]);
    }
}
