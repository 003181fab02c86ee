using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace MrJob.Local.S3.Storage;

/// <summary>
/// A bucket's index on disk: a file that is only appended to, a JSON line for each change, so that one write commits one change.
/// A process that dies leaves at most one torn line at the end, of a change that nobody was told of. Not thread-safe.
/// <para>
/// Nothing is flushed to the disk itself (fsync): what is written survives <c>kill -9</c>, as the system has it, but not a power cut. One
/// flush of an object and one of its line cost a put of 1 KB 0.2 ms more on a fast virtual disk (0.5 ms without) and several milliseconds
/// on a laptop's, for data that are scratch there; after a power cut what did not reach the disk is gone, and the rest is served.
/// </para>
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly string _path;
    private SafeFileHandle _file;
    private long _length;

    private Journal(string path, SafeFileHandle file, long length)
    {
        _path = path;
        _file = file;
        _length = length;
    }

    /// <summary>How many lines the file has; more than there are objects, as it also holds what is past.</summary>
    public int Lines { get; private set; }

    public static Journal Create(string path, BucketSettings settings)
    {
        var journal = new Journal(path, Open(path, FileMode.CreateNew), 0);
        journal.Append(new(Bucket: settings));
        return journal;
    }

    /// <summary>Opens a journal and reads its lines.</summary>
    /// <exception cref="InvalidDataException">A whole line is not a journal line.</exception>
    public static Journal Load(string path, Action<JournalLine> apply)
    {
        var bytes = File.ReadAllBytes(path);
        var journal = new Journal(path, Open(path, FileMode.Open), bytes.AsSpan().LastIndexOf((byte)'\n') + 1);
        var rest = bytes.AsSpan(0, (int)journal._length);
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            journal.Lines++;
            apply(Parse(rest[..end], path, journal.Lines));
            rest = rest[(end + 1)..];
        }
        return journal;
    }

    /// <summary>Adds a line. When this returns, the line survives the death of the process.</summary>
    public void Append(JournalLine line)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, StorageJson.Default.JournalLine), (byte)'\n'];
        // After a write that failed half-way the length is as before: the next line goes over what was left.
        RandomAccess.Write(_file, bytes, _length);
        _length += bytes.Length;
        Lines++;
    }

    /// <summary>Replaces the file by one with only these lines.</summary>
    public void Rewrite(IReadOnlyCollection<JournalLine> lines)
    {
        var rewritten = _path + ".new";
        using (var file = File.Create(rewritten))
            foreach (var line in lines)
            {
                JsonSerializer.Serialize(file, line, StorageJson.Default.JournalLine);
                file.WriteByte((byte)'\n');
            }
        _file.Dispose();
        File.Move(rewritten, _path, overwrite: true);
        _file = Open(_path, FileMode.Open);
        _length = RandomAccess.GetLength(_file);
        Lines = lines.Count;
    }

    public void Dispose() => _file.Dispose();

    private static SafeFileHandle Open(string path, FileMode mode) =>
        File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    private static JournalLine Parse(ReadOnlySpan<byte> line, string path, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, StorageJson.Default.JournalLine)!;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}, line {number}: not a line of a bucket's journal. {e.Message}", e);
        }
    }
}
