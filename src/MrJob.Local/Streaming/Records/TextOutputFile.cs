using System.Runtime.CompilerServices;

namespace MrJob.Local.Streaming.Records;

/// <summary>
/// A part file as Hadoop's <c>TextOutputFormat</c> writes it: key, separator, value and LF. Streaming's values are never null,
/// so a line that has no separator is a key with an empty value and ends up with a separator at its end.
/// </summary>
/// <param name="fields">How output lines part into key and value.</param>
internal sealed class TextOutputFile(string path, FieldSplit fields, byte[] separator, PartFormat format) : IDisposable
{
    private readonly FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
    private readonly byte[] block = new byte[256 << 10];
    private Stream? target;
    private int used;

    public string Path => path;

    /// <summary>Records written.</summary>
    public long Records { get; private set; }

    /// <summary>The size of the file, once it is finished.</summary>
    public long Bytes { get; private set; }

    /// <summary>Writes a line of a program's output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteLine(ReadOnlySpan<byte> line)
    {
        var key = fields.Key(line);
        Write(key, fields.Value(line, key.Length));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        Append(key);
        Append(separator);
        Append(value);
        Append("\n"u8);
        Records++;
    }

    /// <summary>Writes the rest; nothing can be written from then on.</summary>
    public void Finish()
    {
        Flush();
        if (Records == 0 && format is { IsKept: true, Codec: { } codec })
            file.Write(codec.Empty);
        target?.Dispose();
        file.Dispose();
        Bytes = new FileInfo(path).Length;
    }

    public void Dispose()
    {
        target?.Dispose();
        file.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > block.Length - used)
            Flush();
        if (bytes.Length > block.Length)
        {
            Target().Write(bytes);
            return;
        }

        bytes.CopyTo(block.AsSpan(used));
        used += bytes.Length;
    }

    private void Flush()
    {
        if (used > 0)
            Target().Write(block.AsSpan(0, used));
        used = 0;
    }

    private Stream Target() => target ??= !format.IsKept ? Stream.Null : format.Codec?.Writer(file) ?? file;
}
