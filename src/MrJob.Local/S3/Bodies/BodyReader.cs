using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using MrJob.Local.S3.Http;

namespace MrJob.Local.S3.Bodies;

/// <summary>Reads a request's body, takes its frames off and verifies it, a piece at a time.</summary>
internal static class BodyReader
{
    private static Dictionary<string, string> NoTrailers { get; } = [];

    /// <summary>Hands the body's content to <paramref name="write"/>, which does not keep it. What was written is good only if this returns.</summary>
    /// <exception cref="S3Exception">400: the body is broken, or not what its headers say.</exception>
    public static async Task<BodyReceipt> ReadAsync(
        HttpRequest request, BodyPlan plan, Action<ReadOnlySequence<byte>> write, CancellationToken cancel)
    {
        using var digests = new BodyDigests(plan.Kind, plan.Sha256 is not null);
        var decoder = plan.Framed ? new AwsChunkedDecoder() : null;
        ReadResult read;
        do
        {
            read = await NextAsync(request.BodyReader, cancel);
            var rest = await TakeAsync(read.Buffer, decoder, digests, write);
            request.BodyReader.AdvanceTo(rest, read.Buffer.End);
        }
        while (!read.IsCompleted);

        if (decoder is { IsFinished: false })
            throw S3Errors.IncompleteBody();
        var receipt = digests.Finish();
        plan.Verify(receipt, decoder?.Trailers ?? NoTrailers);
        return receipt;
    }

    private static async ValueTask<SequencePosition> TakeAsync(
        ReadOnlySequence<byte> input, AwsChunkedDecoder? decoder, BodyDigests digests, Action<ReadOnlySequence<byte>> write)
    {
        if (decoder is null)
        {
            await BodySink.AddAsync(input, digests, write);
            return input.End;
        }
        while (decoder.TryRead(ref input, out var content))
            await BodySink.AddAsync(content, digests, write);
        return input.Start;
    }

    private static async ValueTask<ReadResult> NextAsync(PipeReader body, CancellationToken cancel)
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
