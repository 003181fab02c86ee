using System.Runtime.CompilerServices;

namespace MrJob.Local.Streaming.Records;

/// <summary>
/// A part file as Hadoop's <c>TextOutputFormat</c> writes it: key, separator, value and LF. Streaming's values are never null,
/// so a line that has no separator is a key with an empty value and ends up with a separator at its end.
/// </summary>
/// <param name="fields">How output lines part into key and value.</param>
internal sealed class TextOutputFile(string path, FieldSplit fields, byte[] separator) : IDisposable
{
    private readonly FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, 256 << 10);

    public string Path => path;

    /// <summary>Records written.</summary>
    public long Records { get; private set; }

    /// <summary>Bytes written.</summary>
    public long Bytes => file.Position;

    /// <summary>Writes a line of a program's output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteLine(ReadOnlySpan<byte> line)
    {
        var key = fields.Key(line);
        Write(key, fields.Value(line, key.Length));
    }

    public void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        file.Write(key);
        file.Write(separator);
        file.Write(value);
        file.WriteByte((byte)'\n');
        Records++;
    }

    public void Dispose() => file.Dispose();
}
