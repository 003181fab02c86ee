using System.Net.Sockets;
using System.Text;

namespace MrJob.Local.Tests.S3;

/// <summary>HTTP as bytes on a socket, for what well-behaved clients tidy away.</summary>
internal static class RawHttp
{
    /// <summary>Sends the head, its lines parted by \n and without the empty line, and the body; gives the whole answer.</summary>
    public static async Task<string> SendAsync(Uri endpoint, string head, byte[]? body = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(endpoint.Host, endpoint.Port);
        await using var stream = client.GetStream();
        var text = head.ReplaceLineEndings("\r\n") + "\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
        await stream.WriteAsync(body ?? []);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
