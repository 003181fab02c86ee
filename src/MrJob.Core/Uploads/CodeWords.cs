using System.Text.RegularExpressions;

namespace MrJob.Core.Uploads;

/// <summary>
/// Which words of a command are read as code by a shell or another interpreter, or say what is run: no file's name may get there. What is not surely a
/// plain argument counts as code. Pure.
/// </summary>
internal static partial class CodeWords
{
    private static readonly Interpreter Shell = new(Plain: "euxl", Code: "c");
    private static readonly Interpreter Awk = new(WithArgument: "Fv");
    private static readonly Interpreter Sed = new(Plain: "nrEsuz", Code: "e");
    private static readonly Interpreter Python = new(Plain: "uBsEOI", Code: "cm");
    private static readonly Interpreter Perl = new(Plain: "nplaw", Code: "eE");

    private static readonly Dictionary<string, Interpreter> Interpreters = new()
    {
        ["sh"] = Shell, ["bash"] = Shell, ["dash"] = Shell, ["ksh"] = Shell, ["zsh"] = Shell, ["ash"] = Shell, ["csh"] = Shell, ["tcsh"] = Shell, ["fish"] = Shell,
        ["awk"] = Awk, ["gawk"] = Awk, ["mawk"] = Awk, ["nawk"] = Awk, ["sed"] = Sed, ["jq"] = new(Plain: "rcsnRSaj"), ["perl"] = Perl, ["ruby"] = Perl,
        ["python"] = Python, ["pypy"] = Python, ["node"] = new(Code: "ep"), ["php"] = new(Code: "r"), ["lua"] = new(Code: "e"), ["Rscript"] = new(Code: "e"), ["tclsh"] = new(),
    };

    /// <summary>Behind assignments and numbers they have another command. Their switches may have arguments, which nobody can tell from the command.</summary>
    private static readonly HashSet<string> Wrappers = ["env", "timeout", "nice", "nohup", "busybox", "exec", "time", "stdbuf", "setsid", "ionice"];

    /// <summary>Their arguments are read by a shell somewhere, or become any program and its arguments.</summary>
    private static readonly HashSet<string> Runners =
    [
        "eval", "source", ".", "command", "builtin", "ssh", "su", "sudo", "doas", "runuser", "xargs", "parallel", "find", "watch", "script", "chroot", "unshare", "nsenter", "taskset",
        "chrt", "numactl", "flock", "strace", "ltrace", "gdb", "valgrind", "perf", "expect", "make", "git", "tar", "ex", "vi", "vim", "ed", "emacs",
    ];

    /// <param name="words">Without their quotes.</param>
    /// <param name="hasProgram">Whether the words say what is run; else they are the arguments of a known program.</param>
    public static bool IsCode(IReadOnlyList<string> words, int at, bool hasProgram) =>
        (at > 0 && CodeSwitch().IsMatch(words[at - 1])) || IsSwitchOfOnesChoice(words[at]) || (hasProgram && at < FirstArgument(words, at));

    /// <summary>Whether the placeholder would choose the switch, or is the code of one. Behind <c>--day=</c> it is neither.</summary>
    private static bool IsSwitchOfOnesChoice(string word) => word.StartsWith('-') && (!NamedSwitch().IsMatch(word) || CodeSwitch().IsMatch(word[..word.IndexOf('=', StringComparison.Ordinal)]));

    /// <summary>Where the plain arguments begin; <see cref="int.MaxValue"/> where nobody can tell.</summary>
    private static int FirstArgument(IReadOnlyList<string> words, int at)
    {
        var program = 0;
        while (program < at && Wrappers.Contains(NameOf(words[program])))
            for (program++; program < at && Setting().IsMatch(words[program]); program++) { }
        if (program >= at || words[program].StartsWith('-') || Runners.Contains(NameOf(words[program])))
            return int.MaxValue;
        return NameOf(words[program]) switch
        {
            var name when Interpreters.TryGetValue(name, out var interpreter) => interpreter.FirstArgument(words, program + 1, at),
            "spark-submit" or "pyspark" => BehindApplication(words, program + 1, at),
            "java" => program + 2 < at && words[program + 1] == "-jar" ? program + 3 : int.MaxValue,
            "hadoop" or "yarn" or "mapred" => program + 1 < at && words[program + 1] == "jar" ? program + 3 : program + 2,
            // A program that we do not know may run another that we do.
            _ => words.Skip(program + 1).Take(at - program - 1).Any(w => NameOf(w) is var name && (Interpreters.ContainsKey(name) || Runners.Contains(name) || Wrappers.Contains(name))) ? int.MaxValue : program + 1,
        };
    }

    /// <summary>spark-submit has switches with a value each, then the application, then its arguments.</summary>
    private static int BehindApplication(IReadOnlyList<string> words, int from, int at)
    {
        for (var i = from; i < at; i++)
        {
            if (!words[i].StartsWith('-'))
                return i + 1;
            if (words[i] is not ("--verbose" or "-v" or "--supervise") && !words[i].Contains('='))
                i++;
        }
        return int.MaxValue;
    }

    /// <summary>Without its folder, and without a version: <c>/usr/bin/python3.11</c> is <c>python</c>.</summary>
    private static string NameOf(string word) => Versioned().Match(word[(word.LastIndexOf('/') + 1)..]) is { Success: true } match ? match.Groups[1].Value : word[(word.LastIndexOf('/') + 1)..];

    /// <summary>A program that reads code: behind one of the <paramref name="Code"/> switches, or in its first word that is no switch.</summary>
    /// <param name="Plain">Letters of switches without an argument, which may be put together: <c>-euc</c>.</param>
    /// <param name="WithArgument">Letters of switches with one, which is no code.</param>
    /// <param name="Code">Letters of switches whose argument is code, or names it.</param>
    private sealed record Interpreter(string Plain = "", string WithArgument = "", string Code = "")
    {
        public int FirstArgument(IReadOnlyList<string> words, int from, int at)
        {
            for (var i = from; i < at; i++)
            {
                if (!words[i].StartsWith('-'))
                    return i + 1;
                if (words[i] is not ['-', .. { Length: > 0 } letters])
                    return int.MaxValue;
                if (WithArgument.Contains(letters[0]))
                {
                    if (letters.Length == 1 && ++i == at)
                        return Assignment().IsMatch(words[at]) ? at : int.MaxValue; // awk -v day={day}
                }
                else if (letters[..^1].Any(c => !Plain.Contains(c)))
                    return int.MaxValue;
                else if (Code.Contains(letters[^1]))
                    return i + 2;
                else if (!Plain.Contains(letters[^1]))
                    return int.MaxValue;
            }
            return int.MaxValue;
        }
    }

    // -c, -e, and such as -lc and -ne; the commands of Hadoop streaming
    [GeneratedRegex(@"\A-[A-Za-z]*[ceE]\z|\A-[fi]\z|\A--(?:eval|execute|command|expression|exec|print|code|file)\z|\A-(?:mapper|reducer|combiner)\z", RegexOptions.CultureInvariant)]
    private static partial Regex CodeSwitch();

    [GeneratedRegex(@"\A--?[A-Za-z][A-Za-z0-9_.-]*=", RegexOptions.CultureInvariant)]
    private static partial Regex NamedSwitch();

    /// <summary>A variable, or a number such as a time-out.</summary>
    [GeneratedRegex(@"\A(?:[A-Za-z_][A-Za-z0-9_]*=[^{}]*|[0-9][0-9.]*[smhd]?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Setting();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*=", RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\A(python|pypy|perl|ruby|lua|php|node)[0-9.]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Versioned();
}
