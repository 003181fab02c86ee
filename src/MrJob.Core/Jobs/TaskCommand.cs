using System.Globalization;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs.Scripts;

namespace MrJob.Core.Jobs;

/// <summary>The command that Hadoop streaming runs for a substep: it is split into words without a shell. Pure.</summary>
internal static class TaskCommand
{
    /// <param name="kind"><c>mapper</c>, <c>combiner</c> or <c>reducer</c>.</param>
    /// <param name="manifest">Each line of input names a file that the command is to read.</param>
    public static string Of(StepContext step, Substep substep, string kind, bool manifest = false)
    {
        var command = substep.Command ?? Script(step, substep, kind);
        var wrapper = manifest ? TaskFiles.ManifestWrapper : step.Files.Wrapper is null ? null : TaskFiles.SetupWrapper;
        return wrapper is null ? command : $"{StreamingWords.Join(step.Options.ShBin, step.Options.ShBin)} {wrapper} {command}";
    }

    /// <summary>The words with which the job's script is run in tasks.</summary>
    public static IEnumerable<string> Python(StepContext step) => [.. step.Options.TaskPythonBin ?? step.Options.PythonBin, step.Files.Script!];

    private static string Script(StepContext step, Substep substep, string kind)
    {
        var number = step.Index.ToString(CultureInfo.InvariantCulture);
        IReadOnlyList<string> words = [.. Python(step), $"--step-num={number}", $"--{kind}", .. step.Job.Spec.ScriptArgs];
        return StreamingWords.Join(
            substep.PreFilter is null ? words : [.. step.Options.ShBin, "-c", $"{substep.PreFilter} | {ShellWords.Join(words)}"], step.Options.ShBin);
    }
}
