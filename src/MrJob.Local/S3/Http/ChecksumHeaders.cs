using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using MrJob.Local.S3.Bodies;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.S3.Http;

/// <summary>Checksums in answers.</summary>
internal static class ChecksumHeaders
{
    /// <summary>Writes nothing for an object without one.</summary>
    public static void Write(HttpResponse response, ObjectChecksum? checksum)
    {
        if (checksum is null)
            return;
        response.Headers[ChecksumKind.Named(checksum.Algorithm).Header] = checksum.Value;
        response.Headers["x-amz-checksum-type"] = checksum.Type;
    }

    /// <summary>The same in XML.</summary>
    public static IEnumerable<XElement> Elements(ObjectChecksum? checksum) => checksum is null
        ? []
        : [S3Xml.Element(ChecksumKind.Named(checksum.Algorithm).Element, checksum.Value), S3Xml.Element("ChecksumType", checksum.Type)];
}
