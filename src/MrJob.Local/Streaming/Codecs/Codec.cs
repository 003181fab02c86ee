using System.IO.Compression;
using ICSharpCode.SharpZipLib.BZip2;
using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Streaming.Codecs;

/// <summary>A compression of Hadoop's that we read and write.</summary>
/// <param name="Ending">Of the names of files that are compressed so; Hadoop goes by it alone, and minds its case.</param>
/// <param name="Classes">Hadoop's classes for it.</param>
/// <param name="Empty">A file of nothing; .NET's writers write none of their format where nothing is written to them.</param>
internal sealed record Codec(string Ending, string[] Classes, byte[] Empty, Func<Stream, Stream> Reader, Func<Stream, Stream> Writer)
{
    private const string Package = "org.apache.hadoop.io.compress.";

    /// <summary>What <c>mapreduce.output.fileoutputformat.compress.codec</c> is where nobody sets it (mapred-default.xml).</summary>
    public const string DefaultClass = Package + "DefaultCodec";

    public static readonly Codec Gzip = new(
        ".gz", [Package + "GzipCodec"], Convert.FromHexString("1F8B0800000000000003030000000000" + "00000000"),
        file => new GZipStream(file, CompressionMode.Decompress), file => new GZipStream(file, CompressionLevel.Optimal));

    public static readonly Codec BZip2 = new(
        ".bz2", [Package + "BZip2Codec"], Convert.FromHexString("425A683917724538509000000000"),
        file => new BZip2MembersStream(file), file => new BZip2OutputStream(file));

    public static readonly Codec Deflate = new(
        ".deflate", [DefaultClass, Package + "DeflateCodec"], Convert.FromHexString("789C030000000001"),
        file => new ZLibStream(file, CompressionMode.Decompress), file => new ZLibStream(file, CompressionLevel.Optimal));

    private static readonly Codec[] All = [Gzip, BZip2, Deflate];

    /// <summary>Endings that Hadoop has a codec for, on EMR also LZO's, and we have not.</summary>
    private static readonly string[] UnreadableEndings = [".snappy", ".lz4", ".zst", ".lzo", ".lzo_deflate"];

    private static readonly string AllEndings = string.Join(", ", All.Select(codec => codec.Ending));
    private static readonly string AllClasses = string.Join(", ", All.Select(codec => codec.Classes[0]));

    /// <summary>The codec of a file, or null when it is read as it is.</summary>
    /// <exception cref="StreamingClientException">We cannot read it, where Hadoop can.</exception>
    public static Codec? OfFile(string name) => UnreadableEndings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.Ordinal)) is { } unreadable
        ? throw StreamingClientException.NotSupported($"input compressed as {unreadable}: {name}; {AllEndings} are read")
        : All.FirstOrDefault(codec => name.EndsWith(codec.Ending, StringComparison.Ordinal));

    /// <summary>The codec of a Java class.</summary>
    /// <exception cref="StreamingClientException">We have none of that class.</exception>
    public static Codec OfClass(string name) => All.FirstOrDefault(codec => codec.Classes.Contains(name))
        ?? throw StreamingClientException.NotSupported($"output compressed by {name}; {AllClasses} are");
}
