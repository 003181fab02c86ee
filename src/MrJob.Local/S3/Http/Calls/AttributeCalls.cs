using System.Globalization;
using System.Xml.Linq;
using Microsoft.Net.Http.Headers;
using MrJob.Local.S3.Storage;
using static MrJob.Local.S3.Http.S3Xml;

namespace MrJob.Local.S3.Http.Calls;

/// <summary>GetObjectAttributes.</summary>
internal static class AttributeCalls
{
    private static readonly string[] Attributes = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];

    public static Task Get(S3Exchange exchange)
    {
        S3Names.CheckKey(exchange.Key);
        var entry = exchange.Bucket.Index.Find(exchange.Key) ?? throw S3Errors.NoSuchKey(exchange.Key);
        var asked = Asked(exchange);
        exchange.Response.Headers[HeaderNames.LastModified] = entry.LastModified.ToString("r", CultureInfo.InvariantCulture);
        return exchange.AnswerAsync(Element("GetObjectAttributesResponse",
            Attributes.Where(asked.Contains).Select(attribute => Answer(attribute, entry))));
    }

    private static List<string> Asked(S3Exchange exchange)
    {
        var header = string.Join(',', exchange.Request.Headers["x-amz-object-attributes"].AsEnumerable());
        var asked = header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        return asked.Count > 0 && asked.All(Attributes.Contains)
            ? asked
            : throw S3Errors.InvalidArgument("x-amz-object-attributes", header, "Invalid attribute name specified.");
    }

    private static XElement? Answer(string attribute, ObjectEntry entry) => attribute switch
    {
        "ETag" => Element("ETag", entry.ETag),
        "Checksum" => entry.Checksum is { } checksum ? Element("Checksum", ChecksumHeaders.Elements(checksum)) : null,
        "ObjectParts" => entry.Parts is { } parts ? Element("ObjectParts", Element("PartsCount", parts.Count)) : null,
        "StorageClass" => Element("StorageClass", "STANDARD"),
        _ => Element("ObjectSize", entry.Size),
    };
}
