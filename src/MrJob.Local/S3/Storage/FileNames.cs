using System.Security.Cryptography;
using System.Text;

namespace MrJob.Local.S3.Storage;

/// <summary>
/// The names of the folders and of the file that hold an object. An ordinary key is its own path: <c>logs/2026/a.txt</c> is the file
/// <c>logs/2026/a.txt</c>. What a file system cannot name is written with <c>%</c>:
/// <list type="bullet">
/// <item><c>%25</c>, <c>%0A</c>, <c>%5C</c>, …: a byte of UTF-8 in capital hex, for <c>%</c>, control characters and the backslash, and for
/// the dots of the segments <c>.</c> and <c>..</c>;</item>
/// <item><c>%e</c>: an empty segment, so <c>a//b</c> is <c>a/%e/b</c> and <c>a/</c> is <c>a/%e</c>;</item>
/// <item><c>…%m</c>: a folder whose segment goes on with the next name, for segments longer than a file name can be;</item>
/// <item><c>…%d</c>, <c>…%f</c>: a folder beside a file of that name, a file beside a folder of that name, as
/// <see cref="FilePlacement"/> chooses;</item>
/// <item><c>%h/…</c>: the SHA-256 of a key whose path would be longer than the file system takes, as hundreds of slashes make it.</item>
/// </list>
/// On a file system that takes <c>A</c> for <c>a</c>, capitals and everything beyond ASCII are written as bytes too.
/// </summary>
internal static class FileNames
{
    public const string FolderMark = "%d";
    public const string FileMark = "%f";
    private const string MoreMark = "%m";
    private const string EmptyName = "%e";
    private const string HashedFolder = "%h";

    /// <summary>In bytes. File systems take 255; the rest is room for a mark.</summary>
    private const int LongestName = 248;

    /// <summary>The names on the way to the key's file, the file's own last.</summary>
    public static IReadOnlyList<string> Encode(string key, bool foldsCase = false) =>
        [.. key.Split('/').SelectMany(segment => Names(segment, foldsCase))];

    /// <summary>The key whose file has this path, relative to its bucket and with <c>/</c> between names.</summary>
    public static string Decode(string path)
    {
        var names = path.Split('/');
        var key = new StringBuilder();
        for (var i = 0; i < names.Length; i++)
            key.Append(Text(names[i])).Append(i == names.Length - 1 || names[i].EndsWith(MoreMark, StringComparison.Ordinal) ? "" : "/");
        return key.ToString();
    }

    /// <summary>The path for a key whose own would be too long. Which key it is, the bucket's journal knows.</summary>
    public static string Hashed(string key) =>
        $"{HashedFolder}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";

    private static IEnumerable<string> Names(string segment, bool foldsCase)
    {
        if (segment.Length == 0)
            return [EmptyName];
        return Split(segment.EnumerateRunes().Select(rune => IsPlain(rune, foldsCase) ? rune.ToString() : Escape(rune)));
    }

    private static IEnumerable<string> Split(IEnumerable<string> pieces)
    {
        var name = new StringBuilder();
        var bytes = 0;
        foreach (var piece in pieces)
        {
            var size = Encoding.UTF8.GetByteCount(piece);
            if (bytes + size > LongestName)
            {
                yield return name + MoreMark;
                name.Clear();
                bytes = 0;
            }
            name.Append(piece);
            bytes += size;
        }
        yield return EscapeDots(name.ToString());
    }

    /// <summary>Also of a long segment the last name may be nothing but dots.</summary>
    private static string EscapeDots(string name) => name is "." or ".." ? name.Replace(".", "%2E", StringComparison.Ordinal) : name;

    private static bool IsPlain(Rune rune, bool foldsCase) =>
        rune.Value is not ('%' or '\\') && !Rune.IsControl(rune)
        && !(foldsCase && (!rune.IsAscii || rune.Value is >= 'A' and <= 'Z'));

    private static string Escape(Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        var escaped = new StringBuilder();
        foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
            escaped.Append('%').Append(Convert.ToHexString([b]));
        return escaped.ToString();
    }

    private static string Text(string name)
    {
        var marked = name.EndsWith(FolderMark, StringComparison.Ordinal) || name.EndsWith(FileMark, StringComparison.Ordinal)
            || name.EndsWith(MoreMark, StringComparison.Ordinal);
        var text = marked ? name[..^2] : name;
        return text == EmptyName ? "" : Uri.UnescapeDataString(text);
    }
}
