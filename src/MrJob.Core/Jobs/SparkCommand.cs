using System.Globalization;
using MrJob.Core.Configuration;

namespace MrJob.Core.Jobs;

/// <summary>The spark-submit command of a step. Pure.</summary>
internal static class SparkCommand
{
    public static IEnumerable<string> Of(StepContext step, SparkStepSpec spec) =>
    [
        .. Submit(step, spec.Jobconf, spec.SparkArgs),
        .. spec.MainClass is null ? Array.Empty<string>() : ["--class", spec.MainClass],
        spec.Application, .. step.Fill(spec.Args, spec.Jobconf),
    ];

    /// <summary>The job's script with <c>--spark</c>, its input and its output, as mrjob calls a Spark method.</summary>
    public static IEnumerable<string> Of(StepContext step, SparkMethodStepSpec spec) =>
    [
        .. Submit(step, spec.Jobconf, spec.SparkArgs),
        step.Job.Spec.Script!, string.Create(CultureInfo.InvariantCulture, $"--step-num={step.Index}"), "--spark", .. step.Job.Spec.ScriptArgs,
        string.Join(',', step.Input), step.Output,
    ];

    private static IEnumerable<string> Submit(StepContext step, IReadOnlyDictionary<string, string> jobconf, IReadOnlyList<string> args) =>
    [
        .. step.Options.SparkSubmitBin,
        "--master", step.Options.SparkMaster, "--deploy-mode", step.Options.SparkDeployMode,
        .. step.Jobconf(jobconf).SelectMany(p => new[] { "--conf", $"{p.Key}={p.Value}" }),
        .. Environment(step).SelectMany(p => Conf($"spark.executorEnv.{p.Key}", p.Value).Concat(Conf($"spark.yarn.appMasterEnv.{p.Key}", p.Value))),
        .. Given("--files", step.Files.Files),
        .. Given("--archives", step.Files.Archives),
        .. Given("--py-files", step.Options.PyFiles),
        .. Given("--jars", step.Options.Libjars),
        .. step.Options.SparkArgs, .. args,
    ];

    private static SortedDictionary<string, string> Environment(StepContext step)
    {
        var environment = step.Environment();
        var python = step.Options.TaskPythonBin ?? step.Options.PythonBin;
        if (python is [not "python3"] or [_, _, ..])
            environment.TryAdd("PYSPARK_PYTHON", ShellWords.Join(python));
        return environment;
    }

    private static string[] Conf(string name, string value) => ["--conf", $"{name}={value}"];

    private static string[] Given(string option, IReadOnlyList<string> values) => values.Count == 0 ? [] : [option, string.Join(',', values)];
}
