using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.BZip2;

namespace MrJob.Local.Streaming.Codecs;

/// <summary>Reads a bzip2 file of one or more members after each other, as pbzip2 and <c>cat</c> make them.</summary>
internal sealed class BZip2MembersStream(Stream file) : Stream
{
    private readonly Source source = new(file);
    private BZip2InputStream? member;

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
        if (source.IsAtEnd())
            return false;
        member = new BZip2InputStream(source) { IsStreamOwner = false };
        return true;
    }

    /// <summary>Bytes of the file, read ahead, so that its end is seen before one more member is begun; the file need not tell its length.</summary>
    private sealed class Source(Stream file) : Stream
    {
        private readonly byte[] ahead = new byte[64 << 10];
        private int at;
        private int filled;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public bool IsAtEnd()
        {
            if (at == filled)
                (at, filled) = (0, file.Read(ahead));
            return filled == 0;
        }

        public override int ReadByte() => IsAtEnd() ? -1 : ahead[at++];

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (IsAtEnd())
                return 0;
            var read = Math.Min(count, filled - at);
            ahead.AsSpan(at, read).CopyTo(buffer.AsSpan(offset));
            at += read;
            return read;
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
                file.Dispose();
            base.Dispose(disposing);
        }
    }
}
