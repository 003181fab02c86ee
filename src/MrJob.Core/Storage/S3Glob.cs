using System.Buffers;
using System.Text;
using MrJob.Core.Storage.Globs;

namespace MrJob.Core.Storage;

/// <summary>
/// A pattern over keys, as Hadoop's globs are: <c>*</c> and <c>?</c> stand for any characters and for any one, but never for a slash;
/// <c>[abc]</c>, <c>[a-z]</c>, and <c>[^a]</c> or <c>[!a]</c> for one of a class; <c>{a,b,{c,d}}</c> for alternatives, which may hold
/// slashes and globs; <c>\</c> takes the next character as it is. Matching takes time in proportion to the key, whatever the pattern.
/// </summary>
public sealed class S3Glob
{
    private static readonly SearchValues<char> Special = SearchValues.Create("*?[{\\");

    private S3Glob(string pattern, GlobState start) => (Pattern, Start) = (pattern, start);

    /// <summary>As it was given.</summary>
    public string Pattern { get; }

    /// <summary>What may follow before any character was seen.</summary>
    internal GlobState Start { get; }

    /// <summary>Whether the text has a character that means something in a glob. Keys without one are taken as they are.</summary>
    public static bool IsGlob(string text) => text.AsSpan().ContainsAny(Special);

    /// <summary>The glob that matches this key and no other.</summary>
    public static string Escape(string key)
    {
        var escaped = new StringBuilder();
        foreach (var c in key)
            escaped.Append(Special.Contains(c) ? $"\\{c}" : c);
        return escaped.ToString();
    }

    /// <summary>Reads a glob over keys (without <c>s3://bucket/</c>).</summary>
    /// <exception cref="FormatException">The pattern is malformed; the message says where.</exception>
    public static S3Glob Parse(string pattern) => new(pattern, GlobProgram.Compile(GlobParser.Parse(pattern)));

    /// <summary>Whether the whole key matches.</summary>
    public bool IsMatch(string key) => Start.After(key).Accepts;

    /// <summary>The pattern.</summary>
    public override string ToString() => Pattern;
}
