using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using MrJob.Local.S3.Bodies;

namespace MrJob.Local.S3.Http;

/// <summary>S3's XML in and out.</summary>
internal static class S3Xml
{
    /// <summary>In bytes. The largest document is a thousand keys of 1,024 bytes to delete, each byte an entity.</summary>
    public const long LargestDocument = 8 << 20;

    /// <summary>Keys may hold characters that XML forbids: S3 sends and takes them as references nevertheless.</summary>
    private static readonly XmlWriterSettings Writing = new()
    {
        CheckCharacters = false,
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.Entitize,
    };

    private static readonly XmlReaderSettings Reading = new()
    {
        CheckCharacters = false, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null,
    };

    public static XNamespace Namespace { get; } = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>An element of S3's namespace. Null content, and null among it, is left out.</summary>
    public static XElement Element(string name, params object?[] content) => new(Namespace + name, content);

    /// <summary>A time as in S3's XML: UTC with milliseconds.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static byte[] Serialize(XElement root)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, Writing))
            root.Save(writer);
        return bytes.ToArray();
    }

    /// <summary>The request's body as XML.</summary>
    /// <exception cref="S3Exception">400 MalformedXML; MaxMessageLengthExceeded.</exception>
    public static async Task<XElement> ReadAsync(HttpRequest request, string root, CancellationToken cancel)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LargestDocument;
        using var body = new MemoryStream();
        await BodyReader.ReadAsync(request, BodyPlan.From(request.Headers), content => Append(body, content), cancel);
        body.Position = 0;
        var document = Parse(body);
        return document.Name.LocalName == root ? document : throw S3Errors.MalformedXml();
    }

    /// <summary>Children of that name, in whatever namespace the client put them.</summary>
    public static IEnumerable<XElement> Children(this XElement parent, string name) =>
        parent.Elements().Where(child => child.Name.LocalName == name);

    /// <summary>The child's text, or null where there is no such child.</summary>
    public static string? Text(this XElement parent, string name) => parent.Children(name).FirstOrDefault()?.Value;

    private static void Append(MemoryStream body, ReadOnlySequence<byte> content)
    {
        foreach (var piece in content)
            body.Write(piece.Span);
    }

    private static XElement Parse(Stream body)
    {
        try
        {
            using var reader = XmlReader.Create(body, Reading);
            // White space is kept: a key may be nothing else.
            return XElement.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            throw S3Errors.MalformedXml();
        }
    }
}
