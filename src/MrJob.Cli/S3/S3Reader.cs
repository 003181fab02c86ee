using System.Security.Cryptography;
using MrJob.Core.Storage;
using MrJob.Local.Streaming.Codecs;

namespace MrJob.Cli.S3;

/// <summary><c>mrjob s3 cat</c> and <c>md5</c>.</summary>
internal sealed class S3Reader(S3Connection connection, S3Sources sources)
{
    /// <summary>Copies the contents one after the other.</summary>
    /// <param name="raw">Whether what is compressed stays so.</param>
    /// <exception cref="CommandException">There is no such object, or what its name says is compressed is not.</exception>
    public async Task CatAsync(IReadOnlyList<S3Uri> uris, bool raw, Stream output, CancellationToken cancel)
    {
        foreach (var uri in uris)
        {
            var files = await connection.FilesAsync(uri.Bucket, cancel);
            await foreach (var file in sources.ObjectsAsync(uri, recursive: uri.IsFolder, cancel))
                await CatAsync(files, file.Uri, raw, output, cancel);
        }
        await output.FlushAsync(cancel);
    }

    /// <summary>The MD5 of the object's content in hexadecimal: its ETag if that is one, or else made by reading.</summary>
    public async Task<string> Md5Async(S3Uri uri, CancellationToken cancel)
    {
        var files = await connection.FilesAsync(uri.Bucket, cancel);
        var file = await files.FindAsync(uri, cancel) ?? throw new CommandException(ExitCodes.JobFailed, $"There is no object {uri}.");
        if (file.Md5 is { } known)
            return known;
        await using var content = await files.OpenAsync(uri, cancel);
#pragma warning disable CA5351 // it is what the user asks for, to compare with; nothing is kept secret with it
        return Convert.ToHexStringLower(await MD5.HashDataAsync(content, cancel));
#pragma warning restore CA5351
    }

    private static async Task CatAsync(S3Files files, S3Uri uri, bool raw, Stream output, CancellationToken cancel)
    {
        await using var content = await files.OpenAsync(uri, cancel);
        await using var plain = (raw ? null : CodecOf(uri.Key)) is { } codec ? codec.Reader(content) : content;
        try
        {
            await plain.CopyToAsync(output, cancel);
        }
        catch (InvalidDataException e)
        {
            throw new CommandException(ExitCodes.JobFailed, $"{uri} cannot be unpacked ({e.Message}); --raw gives its bytes.");
        }
    }

    private static Codec? CodecOf(string key) =>
        Array.Find((Codec[])[Codec.Gzip, Codec.BZip2], codec => key.EndsWith(codec.Ending, StringComparison.Ordinal));
}
