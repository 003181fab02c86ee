using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Codecs;

namespace MrJob.Local.Streaming.Records;

/// <summary>What a job says of its part files.</summary>
/// <param name="IsKept">False for <c>NullOutputFormat</c>: records are counted and dropped.</param>
/// <param name="Codec">Null for plain text.</param>
internal sealed record PartFormat(bool IsKept, Codec? Codec)
{
    /// <summary>The property that has the class; <c>StreamJob</c> sets it from <c>-outputformat</c>, whatever <c>-D</c> says.</summary>
    public const string Property = "mapred.output.format.class";

    public const string TextClass = "org.apache.hadoop.mapred.TextOutputFormat";
    public const string NullClass = "org.apache.hadoop.mapred.lib.NullOutputFormat";

    private const string Compress = "mapreduce.output.fileoutputformat.compress";

    /// <summary>What comes behind <c>part-00000</c>.</summary>
    public string Ending => Codec?.Ending ?? "";

    /// <exception cref="StreamingClientException">The codec is one that we have not.</exception>
    public static PartFormat Of(JobConf conf) => new(
        conf.Text(Property, TextClass) != NullClass,
        conf.Flag(Compress, false) ? Codec.OfClass(conf.Text(Compress + ".codec", Codec.DefaultClass)) : null);
}
