using System.Text.Json.Nodes;

namespace MrJob.Cli.Python;

/// <summary>Why a script has no job for us, said to its author. Pure.</summary>
internal static class ScriptFaults
{
    /// <param name="script">The script's name without its folder.</param>
    /// <exception cref="CommandException">The answer is an error and no job.</exception>
    public static void Check(JsonObject answer, string script, string python, Said said)
    {
        if (answer["error"]?.ToString() is { } error)
            throw error == "help"
                ? new CommandException(ExitCodes.Done, said.Output.TrimEnd())
                : new CommandException(ExitCodes.BadUsage, Message(error, answer, script, python, said));
    }

    private static string Message(string error, JsonObject answer, string script, string python, Said said) => error switch
    {
        "missing" => $"{python} has no mrjob library, which {script} needs. To install it: {python} -m pip install mrjob",
        "old" => $"{python} has mrjob {answer["version"]}; {script} needs 0.6 or newer here. To update it: {python} -m pip install --upgrade mrjob",
        "args" => said.Error.TrimEnd(), // argparse's own words, with the script's name
        "no_run" => $"{script} never calls run(). A job ends with: if __name__ == '__main__': YourJob.run()",
        "twice" => $"{script} calls run() more than once; a script is one job, whose steps() may be many.",
        "program" => $"{script} runs its job itself, with make_runner(). Here a script ends with YourJob.run(), and mrjob does the rest.",
        "exit" => Lines(said.Error, $"{script} ended before it called run(){(answer["said"] is { } code ? $": {code}" : ".")}"),
        "failed" => Lines(answer["traceback"]!.ToString(), $"{script}{(answer["line"] is { } line ? $", line {line}" : "")}: {answer["last"]}"),
        _ => Lines(said.Error, $"{python} ended with {said.ExitCode} and did not say what the job of {script} is."),
    };

    private static string Lines(string first, string last) => first.Trim() is { Length: > 0 } text ? text + Environment.NewLine + last : last;
}
