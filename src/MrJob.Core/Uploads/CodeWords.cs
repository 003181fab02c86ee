using System.Text.RegularExpressions;

namespace MrJob.Core.Uploads;

/// <summary>Which words of a command are read as code by a shell or another interpreter, or say what is run: no file's name may get there. Pure.</summary>
internal static partial class CodeWords
{
    /// <summary>Their first argument that is no switch is code, or the name of a file of code.</summary>
    private static readonly HashSet<string> Interpreters = ["sh", "bash", "dash", "ksh", "zsh", "csh", "tcsh", "fish", "ash", "awk", "gawk", "mawk", "sed", "jq"];

    /// <summary>Behind their own switches, numbers and assignments they have another command.</summary>
    private static readonly HashSet<string> Wrappers = ["env", "timeout", "nice", "nohup", "busybox", "exec", "time"];

    /// <summary>Their arguments are read by a shell somewhere, or become the arguments of any program.</summary>
    private static readonly HashSet<string> Readers = ["eval", "source", ".", "ssh", "su", "sudo", "xargs", "parallel", "find"];

    private enum Expecting
    {
        Program,
        Wrapped,
        Code,
        Arguments,
    }

    /// <param name="hasProgram">Whether the words say what is run; else they are the arguments of a known program.</param>
    public static bool IsCode(IReadOnlyList<string> words, int at, bool hasProgram)
    {
        if ((at > 0 && CodeSwitch().IsMatch(words[at - 1])) || LongSwitch().IsMatch(words[at]))
            return true;
        var expecting = hasProgram ? Expecting.Program : Expecting.Arguments;
        for (var i = 0; i < at && expecting != Expecting.Arguments; i++)
        {
            var name = words[i][(words[i].LastIndexOf('/') + 1)..];
            if (expecting != Expecting.Code && Readers.Contains(name))
                return true;
            expecting = expecting switch
            {
                Expecting.Code => words[i].StartsWith('-') ? Expecting.Code : Expecting.Arguments,
                _ when Wrappers.Contains(name) => Expecting.Wrapped,
                Expecting.Wrapped when words[i].StartsWith('-') || words[i].Contains('=') || words[i] is [>= '0' and <= '9', ..] => Expecting.Wrapped,
                _ => Interpreters.Contains(name) ? Expecting.Code : Expecting.Arguments,
            };
        }
        return expecting != Expecting.Arguments;
    }

    // -c, -e, and such as -lc and -ne
    [GeneratedRegex(@"\A-[A-Za-z]*[ceE]\z|\A--(?:eval|execute|command|expression)\z", RegexOptions.CultureInvariant)]
    private static partial Regex CodeSwitch();

    [GeneratedRegex(@"\A--(?:eval|execute|command|expression)=", RegexOptions.CultureInvariant)]
    private static partial Regex LongSwitch();
}
