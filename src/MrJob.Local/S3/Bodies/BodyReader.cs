using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using MrJob.Local.S3.Http;

namespace MrJob.Local.S3.Bodies;

/// <summary>Reads a request's body, takes its frames off and verifies it, a piece at a time.</summary>
internal static class BodyReader
{
    private static Dictionary<string, string> NoTrailers { get; } = [];

    /// <summary>Writes the body's content to the target. What was written is good only if this returns.</summary>
    /// <exception cref="S3Exception">400: the body is broken, or not what its headers say.</exception>
    public static async Task<BodyReceipt> CopyToAsync(Stream target, HttpRequest request, BodyPlan plan, CancellationToken cancel)
    {
        using var digests = new BodyDigests(plan.Kind, plan.Sha256 is not null);
        await using var sink = new BodySink(target, digests);
        var decoder = plan.Framed ? new AwsChunkedDecoder() : null;
        ReadResult read;
        do
        {
            read = await ReadAsync(request.BodyReader, cancel);
            var rest = await TakeAsync(read.Buffer, decoder, sink);
            request.BodyReader.AdvanceTo(rest, read.Buffer.End);
        }
        while (!read.IsCompleted);

        if (decoder is { IsFinished: false })
            throw S3Errors.IncompleteBody();
        var receipt = await sink.FinishAsync();
        plan.Verify(receipt, decoder?.Trailers ?? NoTrailers);
        return receipt;
    }

    private static async ValueTask<SequencePosition> TakeAsync(ReadOnlySequence<byte> input, AwsChunkedDecoder? decoder, BodySink sink)
    {
        if (decoder is null)
        {
            await AddAsync(input, sink);
            return input.End;
        }
        while (decoder.TryRead(ref input, out var content))
            await AddAsync(content, sink);
        return input.Start;
    }

    private static async ValueTask AddAsync(ReadOnlySequence<byte> content, BodySink sink)
    {
        foreach (var piece in content)
            await sink.AddAsync(piece);
    }

    private static async ValueTask<ReadResult> ReadAsync(PipeReader body, CancellationToken cancel)
    {
        try
        {
            return await body.ReadAsync(cancel);
        }
        catch (BadHttpRequestException e)
        {
            throw e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? S3Errors.MaxMessageLengthExceeded(S3Xml.LargestDocument)
                : S3Errors.IncompleteBody();
        }
    }
}
