using System.Text;

namespace MrJob.Core.Configuration;

/// <summary>Splits a command into words as a POSIX shell would, without expanding anything. Pure.</summary>
internal static class ShellWords
{
    /// <exception cref="FormatException">A quote is not closed, or a backslash is the last character.</exception>
    public static IReadOnlyList<string> Split(string command)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        for (var i = 0; i < command.Length; i++)
        {
            var c = command[i];
            if (char.IsWhiteSpace(c))
            {
                if (word is not null)
                    words.Add(word.ToString());
                word = null;
                continue;
            }
            word ??= new();
            i = c switch
            {
                '\'' => Quoted(command, i, word, escapes: false),
                '"' => Quoted(command, i, word, escapes: true),
                '\\' => Escaped(command, i, word),
                _ => Plain(c, i, word),
            };
        }
        if (word is not null)
            words.Add(word.ToString());
        return words;
    }

    /// <summary>The text as one word for a shell, quoted only where it has to be.</summary>
    public static string Quote(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "@%+=:,./_-".Contains(c))
        ? text : $"'{text.Replace("'", "'\"'\"'", StringComparison.Ordinal)}'";

    /// <summary>Words as a command that a shell splits into the same words again.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    private static int Plain(char c, int at, StringBuilder word)
    {
        word.Append(c);
        return at;
    }

    private static int Escaped(string command, int at, StringBuilder word)
    {
        if (at + 1 == command.Length)
            throw new FormatException($"'{command}' ends in a backslash");
        word.Append(command[at + 1]);
        return at + 1;
    }

    private static int Quoted(string command, int start, StringBuilder word, bool escapes)
    {
        var quote = command[start];
        for (var i = start + 1; i < command.Length; i++)
        {
            if (command[i] == quote)
                return i;
            if (escapes && command[i] == '\\' && i + 1 < command.Length && command[i + 1] is '"' or '\\' or '$' or '`')
                i++;
            word.Append(command[i]);
        }
        throw new FormatException($"'{command}' has a {quote} at character {start + 1} that is not closed");
    }
}
