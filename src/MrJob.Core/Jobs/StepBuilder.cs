using System.Globalization;
using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Configuration;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>Turns a job's steps into what EMR runs. Pure: the same job gives the same steps whenever it is asked.</summary>
internal static class StepBuilder
{
    /// <summary>EMR's limit on the total of all strings of one HadoopJarStep.</summary>
    public const int MaxStepCharacters = 10_240;

    private const string CommandRunner = "command-runner.jar";

    public static string Name(string jobId, int index, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{jobId}: Step {index + 1} of {count}");

    public static StepConfig Build(Job job, int index, ActionOnFailure onFailure) => new()
    {
        Name = job.Steps[index].Name,
        ActionOnFailure = onFailure,
        HadoopJarStep = Jar(job.Spec, index, Input(job, index), Output(job, index)),
    };

    /// <summary>A fault for each step that is longer than EMR takes.</summary>
    public static IEnumerable<Fault> CheckLengths(Job job) =>
        from index in Enumerable.Range(0, job.Steps.Count)
        let jar = Build(job, index, ActionOnFailure.CONTINUE).HadoopJarStep
        let length = jar.Jar.Length + (jar.MainClass?.Length ?? 0) + jar.Args.Sum(a => a.Length)
        where length > MaxStepCharacters
        select new Fault($"$.steps[{index}]", $"makes a step of {length} characters with its inputs, files and options; EMR takes {MaxStepCharacters}");

    private static IReadOnlyList<string> Input(Job job, int index) => index == 0 ? job.Spec.Input : [Intermediate(job, index - 1)];

    private static string Output(Job job, int index) => index == job.Steps.Count - 1 ? job.OutputDir : Intermediate(job, index);

    /// <summary>What one step writes for the next.</summary>
    private static string Intermediate(Job job, int index) =>
        (S3Uri.Parse(job.ScratchDir) / string.Create(CultureInfo.InvariantCulture, $"step-output/{index + 1}/")).ToString();

    private static HadoopJarStepConfig Jar(JobSpec spec, int index, IReadOnlyList<string> input, string output) => spec.Steps[index] switch
    {
        StreamingStepSpec step => new() { Jar = CommandRunner, Args = [.. Streaming(step, spec.Options, input, output)] },
        SparkStepSpec step => new() { Jar = CommandRunner, Args = [.. Spark(step, spec.Options, input, output)] },
        JarStepSpec step => new() { Jar = step.Jar, MainClass = step.MainClass, Args = [.. Fill(step.Args, input, output)] },
        var other => throw new InvalidOperationException($"No way to run a {other.GetType().Name}."),
    };

    // Hadoop wants generic options before streaming's own.
    private static IEnumerable<string> Streaming(StreamingStepSpec step, JobOptions options, IReadOnlyList<string> input, string output) =>
    [
        "hadoop-streaming",
        .. Given("-files", options.UploadFiles),
        .. Given("-archives", options.UploadArchives),
        .. Jobconf(step, options).SelectMany(p => new[] { "-D", $"{p.Key}={p.Value}" }),
        .. input.SelectMany(path => new[] { "-input", path }),
        "-output", output,
        "-mapper", step.Mapper ?? "cat",
        .. Given("-combiner", step.Combiner),
        .. Given("-reducer", step.Reducer),
        .. options.Cmdenv.OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => new[] { "-cmdenv", $"{p.Key}={p.Value}" }),
    ];

    private static string[] Given(string option, string? value) => value is null ? [] : [option, value];

    private static string[] Given(string option, IReadOnlyList<string> values) => values.Count == 0 ? [] : [option, string.Join(',', values)];

    private static IEnumerable<KeyValuePair<string, string>> Jobconf(StreamingStepSpec step, JobOptions options)
    {
        var jobconf = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in options.Jobconf.Concat(step.Jobconf))
            jobconf[name] = value;
        if (step.Reducer is null)
            jobconf["mapreduce.job.reduces"] = "0";
        return jobconf;
    }

    private static IEnumerable<string> Spark(SparkStepSpec step, JobOptions options, IReadOnlyList<string> input, string output) =>
    [
        "spark-submit", "--master", "yarn", "--deploy-mode", "cluster",
        .. options.SparkArgs, .. step.SparkArgs,
        .. step.MainClass is null ? Array.Empty<string>() : ["--class", step.MainClass],
        step.Application, .. Fill(step.Args, input, output),
    ];

    private static IEnumerable<string> Fill(IEnumerable<string> args, IReadOnlyList<string> input, string output) => args.Select(arg => arg switch
    {
        "<input>" => string.Join(',', input),
        "<output>" => output,
        _ => arg,
    });
}
