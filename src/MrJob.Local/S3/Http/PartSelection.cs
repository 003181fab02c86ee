using System.Globalization;
using System.Xml.Linq;
using MrJob.Local.S3.Bodies;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.S3.Http;

/// <summary>A part as CompleteMultipartUpload names it.</summary>
internal sealed record ChosenPart(int Number, string ETag, string? Checksum = null);

/// <summary>Which of the uploaded parts become the object.</summary>
internal static class PartSelection
{
    /// <summary>In bytes: every part but the last is at least 5 MB.</summary>
    private const long SmallestPart = 5 << 20;

    /// <exception cref="S3Exception">400 MalformedXML.</exception>
    public static IReadOnlyList<ChosenPart> Parse(XElement request)
    {
        var parts = request.Children("Part").Select(ParsePart).ToList();
        return parts.Count > 0 ? parts : throw S3Errors.MalformedXml();
    }

    /// <exception cref="S3Exception">400 InvalidPartOrder, InvalidPart or EntityTooSmall.</exception>
    public static IReadOnlyList<UploadedPart> Choose(IReadOnlyList<UploadedPart> uploaded, IReadOnlyList<ChosenPart> chosen)
    {
        if (chosen.Zip(chosen.Skip(1)).Any(pair => pair.First.Number >= pair.Second.Number))
            throw S3Errors.InvalidPartOrder();
        var byNumber = uploaded.ToDictionary(part => part.Number);
        var parts = chosen.Select(part => Find(byNumber, part)).ToList();
        return parts.SkipLast(1).FirstOrDefault(part => part.Size < SmallestPart) is { } small
            ? throw S3Errors.EntityTooSmall(small.Number, small.Size, SmallestPart)
            : parts;
    }

    private static UploadedPart Find(Dictionary<int, UploadedPart> uploaded, ChosenPart chosen) =>
        uploaded.TryGetValue(chosen.Number, out var part) && part.ETag == chosen.ETag
        && (chosen.Checksum is null || part.Checksum.Length == 0 || chosen.Checksum == Convert.ToBase64String(part.Checksum))
            ? part
            : throw S3Errors.InvalidPart(chosen.Number);

    private static ChosenPart ParsePart(XElement part) =>
        int.TryParse(part.Text("PartNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && part.Text("ETag") is { } etag
            ? new(number, ETags.Bare(etag), ChecksumOf(part))
            : throw S3Errors.MalformedXml();

    private static string? ChecksumOf(XElement part) =>
        ChecksumKind.All.Select(kind => part.Text(kind.Element)).FirstOrDefault(text => !string.IsNullOrEmpty(text));
}
