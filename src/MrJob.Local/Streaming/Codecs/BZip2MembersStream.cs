using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.BZip2;

namespace MrJob.Local.Streaming.Codecs;

/// <summary>Reads a bzip2 file of one or more members after each other, as pbzip2 and <c>cat</c> make them.</summary>
internal sealed class BZip2MembersStream(Stream file) : Stream
{
    private readonly BufferedStream source = new(file, 64 << 10);
    private BZip2InputStream? member;
    private long end = -1;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="InvalidDataException">It is not bzip2, is damaged, or ends too soon.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            while (member is not null || Open())
            {
                if (member!.Read(buffer, offset, count) is > 0 and var read)
                    return read;
                member.Dispose();
                member = null;
            }

            return 0;
        }
        catch (Exception e) when (e is SharpZipBaseException or EndOfStreamException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"bad bzip2 data: {e.Message}", e);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            member?.Dispose();
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Open()
    {
        if (end < 0)
            end = source.Length;
        if (source.Position == end)
            return false;
        member = new BZip2InputStream(source) { IsStreamOwner = false };
        return true;
    }
}
