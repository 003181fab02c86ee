using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace MrJob.Local.S3.Bodies;

/// <summary>Reads a request's body, takes its frames off and verifies it, a piece at a time.</summary>
internal static class BodyReader
{
    /// <summary>Writes the body's content to the target. What was written is good only if this returns.</summary>
    /// <exception cref="S3Exception">400: the body is broken, or not what its headers say.</exception>
    public static async Task<BodyReceipt> CopyToAsync(Stream target, HttpRequest request, BodyPlan plan, CancellationToken cancel)
    {
        using var digests = new BodyDigests(plan.Kind, plan.Sha256 is not null);
        var decoder = plan.Framed ? new AwsChunkedDecoder() : null;
        ReadResult read;
        do
        {
            read = await ReadAsync(request.BodyReader, cancel);
            var rest = Take(read.Buffer, decoder, target, digests);
            request.BodyReader.AdvanceTo(rest, read.Buffer.End);
        }
        while (!read.IsCompleted);

        if (decoder is { IsFinished: false })
            throw S3Errors.IncompleteBody();
        var receipt = digests.Finish();
        plan.Verify(receipt, decoder?.Trailers ?? NoTrailers);
        return receipt;
    }

    private static Dictionary<string, string> NoTrailers { get; } = [];

    private static SequencePosition Take(ReadOnlySequence<byte> input, AwsChunkedDecoder? decoder, Stream target, BodyDigests digests)
    {
        if (decoder is null)
        {
            Write(input, target, digests);
            return input.End;
        }
        while (decoder.TryRead(ref input, out var content))
            Write(content, target, digests);
        return input.Start;
    }

    private static void Write(ReadOnlySequence<byte> content, Stream target, BodyDigests digests)
    {
        foreach (var piece in content)
        {
            digests.Append(piece.Span);
            target.Write(piece.Span);
        }
    }

    private static async ValueTask<ReadResult> ReadAsync(PipeReader body, CancellationToken cancel)
    {
        try
        {
            return await body.ReadAsync(cancel);
        }
        catch (BadHttpRequestException)
        {
            throw S3Errors.IncompleteBody();
        }
    }
}
