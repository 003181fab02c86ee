using System.Text.RegularExpressions;

namespace MrJob.Core.Uploads;

/// <summary>Which words of a command are read as code by a shell or another interpreter, or say what is run: no file's name may get there. Pure.</summary>
internal static partial class CodeWords
{
    private static readonly HashSet<string> Interpreters =
        ["sh", "bash", "dash", "ksh", "zsh", "csh", "tcsh", "fish", "ash", "busybox", "awk", "gawk", "mawk", "sed", "jq", "xargs", "ssh", "su", "sudo", "env", "timeout", "nice", "nohup", "find", "parallel"];

    /// <param name="from">The place of the program's own name; words before it are none.</param>
    public static bool IsCode(IReadOnlyList<string> words, int at, int from = 0)
    {
        if (at == from || (at > 0 && CodeSwitch().IsMatch(words[at - 1])) || LongSwitch().IsMatch(words[at]))
            return true;
        for (var i = from; i < at; i++)
        {
            if (words[i] is "eval" or "source" or "." || (IsInterpreter(words[i]) && !HasCodeBetween(words, i, at)))
                return true;
        }
        return false;
    }

    private static bool IsInterpreter(string word) => Interpreters.Contains(word[(word.LastIndexOf('/') + 1)..]);

    /// <summary>Whether the interpreter has got its code, or the name of its script, before that word: what follows are arguments.</summary>
    private static bool HasCodeBetween(IReadOnlyList<string> words, int interpreter, int at)
    {
        for (var i = interpreter + 1; i < at; i++)
            if (!words[i].StartsWith('-') && !IsInterpreter(words[i]))
                return true;
        return false;
    }

    // -c, -e, and such as -lc and -ne
    [GeneratedRegex(@"\A-[A-Za-z]*[ceE]\z|\A--(?:eval|execute|command|expression)\z", RegexOptions.CultureInvariant)]
    private static partial Regex CodeSwitch();

    [GeneratedRegex(@"\A--(?:eval|execute|command|expression)=", RegexOptions.CultureInvariant)]
    private static partial Regex LongSwitch();
}
