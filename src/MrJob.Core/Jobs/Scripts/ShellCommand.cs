using System.Text;

namespace MrJob.Core.Jobs.Scripts;

/// <summary>
/// A command of <c>setup</c> or <c>bootstrap</c> with the files that it names: <c>path#name</c>, <c>folder/#name</c> and <c>archive.tar.gz#name/</c>, the names
/// being optional. Within quotes and behind a backslash nothing is a reference, and a <c>#</c> at the start of a word begins a comment, as for a shell.
/// The grammar is mrjob's.
/// </summary>
internal sealed class ShellCommand
{
    private readonly IReadOnlyList<object> _parts; // a string for text, or a FileReference

    private ShellCommand(IReadOnlyList<object> parts) => _parts = parts;

    public IEnumerable<FileReference> References => _parts.OfType<FileReference>();

    /// <exception cref="FormatException">A quote is not closed (the message says where it was opened), or a file's name cannot be one.</exception>
    public static ShellCommand Parse(string command)
    {
        var parts = new List<object>();
        var text = new StringBuilder();
        var at = 0;
        while (at < command.Length)
        {
            var end = EndOfWordPart(command, at);
            if (command[at] == '#' && (at == 0 || char.IsWhiteSpace(command[at - 1])))
                end = command.IndexOf('\n', at) is >= 0 and var line ? line : command.Length;
            else if (command[at] is not ('\'' or '"') && ReferenceAt(command, at, end) is var (reference, after))
            {
                parts.Add(text.ToString());
                text.Clear();
                parts.Add(reference);
                at = after;
                continue;
            }
            text.Append(command, at, end - at);
            at = end;
        }
        parts.Add(text.ToString());
        return new([.. parts.Where(p => p is not "")]);
    }

    /// <summary>The same command with other references.</summary>
    public ShellCommand With(Func<FileReference, FileReference> change) => new([.. _parts.Select(p => p is FileReference r ? change(r) : p)]);

    /// <summary>The command with a text in the place of each reference; an archive is a folder, and has a slash behind it.</summary>
    public string Render(Func<FileReference, string> text) =>
        string.Concat(_parts.Select(p => p is FileReference r ? text(r) + (r.Kind == ReferenceKind.Archive ? "/" : "") : p));

    public override string ToString() => Render(r => r.ToString());

    /// <summary>Where the piece that begins here ends: a quoted text, a separator, or characters up to either.</summary>
    private static int EndOfWordPart(string command, int at)
    {
        if (command[at] is '\'' or '"')
            return EndOfQuote(command, at);
        if (IsSeparator(command, at))
            return at + 1;
        var start = at;
        while (at < command.Length && command[at] is not ('\'' or '"') && (!IsSeparator(command, at) || IsInUri(command[start..at], command[at])))
            at += command[at] == '\\' ? 2 : 1;
        return Math.Min(at, command.Length);
    }

    /// <summary>What ends a path. A colon does, as in PATH=a#:b#, but not that of a URI.</summary>
    private static bool IsSeparator(string command, int at) => char.IsWhiteSpace(command[at]) || command[at] is '=' or ';' or '<' or '>' or '|' or '&' or '(' or ')' or '`'
        || (command[at] == ':' && !command.AsSpan(at).StartsWith("://"));

    /// <summary>Keys may have these, as in s3://logs/day=1/a.txt#a.txt.</summary>
    private static bool IsInUri(string piece, char next) => next is '=' or ':' && piece.Contains("://", StringComparison.Ordinal);

    private static int EndOfQuote(string command, int start)
    {
        for (var at = start + 1; at < command.Length; at++)
        {
            if (command[at] == command[start])
                return at + 1;
            if (command[at] == '\\' && command[start] == '"')
                at++;
        }
        throw new FormatException($"'{command}' has a {command[start]} at character {start + 1} that is not closed");
    }

    /// <summary>The reference in a piece, and where it ends; null when the piece is plain text.</summary>
    private static (FileReference Reference, int End)? ReferenceAt(string command, int start, int end)
    {
        var hash = start;
        while (hash < end && command[hash] != '#')
            hash += command[hash] == '\\' ? 2 : 1;
        if (hash >= end || hash == start || command[hash - 1] == '$' || command[..hash].EndsWith("${", StringComparison.Ordinal))
            return null; // the last two are the shell's own: $# and ${#name}
        var name = hash + 1;
        while (name < end && command[name] is not ('/' or '#'))
            name += command[name] == '\\' ? 2 : 1;
        name = Math.Min(name, end);
        var isArchive = name < end && command[name] == '/';
        var path = Unescaped(command[start..hash]);
        var kind = path.EndsWith('/') ? ReferenceKind.Directory : isArchive ? ReferenceKind.Archive : ReferenceKind.File;
        return (new FileReference(path, Unescaped(command[(hash + 1)..name]), kind).Checked(command[start..end]), isArchive && kind == ReferenceKind.Archive ? name + 1 : name);
    }

    private static string Unescaped(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
            plain.Append(text[i] == '\\' && i + 1 < text.Length ? text[++i] : text[i]);
        return plain.ToString();
    }
}
