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
        HadoopJarStep = Jar(new(job, index, Input(job, index), Output(job, index))),
    };

    /// <summary>A fault for each step that is longer than EMR takes.</summary>
    public static IEnumerable<Fault> CheckLengths(Job job) =>
        from index in Enumerable.Range(0, job.Steps.Count)
        let jar = Build(job, index, ActionOnFailure.CONTINUE).HadoopJarStep
        let length = jar.Jar.Length + (jar.MainClass?.Length ?? 0) + jar.Args.Sum(a => a.Length)
        where length > MaxStepCharacters
        select new Fault($"$.steps[{index}]", $"makes a step of {length} characters with its inputs, files and options; EMR takes {MaxStepCharacters}");

    /// <summary>Where steps write for each other when that is on S3.</summary>
    public static S3Uri IntermediateFolder(Job job) => S3Uri.Parse(job.ScratchDir) / "step-output/";

    private static IReadOnlyList<string> Input(Job job, int index) => index > 0 ? [Intermediate(job, index - 1)]
        : job.Spec.Steps[0] is StreamingStepSpec { InputManifest: true } ? [InputManifest.Uri(job).ToString()] : job.Spec.Input;

    private static string Output(Job job, int index) => index == job.Steps.Count - 1 ? job.OutputDir : Intermediate(job, index);

    /// <summary>
    /// What one step writes for the next. On a cluster of the job's own that is HDFS, which is fast and goes with the cluster; a shared cluster's HDFS
    /// would fill up with it, so there it is S3, where the service removes it.
    /// </summary>
    private static string Intermediate(Job job, int index)
    {
        var number = (index + 1).ToString(CultureInfo.InvariantCulture);
        return job.Spec.Options is { ClusterId: null, PoolClusters: false }
            ? $"hdfs:///tmp/mrjob/{job.Id}/step-output/{number}/"
            : (IntermediateFolder(job) / $"{number}/").ToString();
    }

    private static HadoopJarStepConfig Jar(StepContext step) => step.Spec switch
    {
        StreamingStepSpec streaming => Streaming(step, streaming),
        SparkStepSpec spark => new() { Jar = CommandRunner, Args = [.. SparkCommand.Of(step, spark)] },
        SparkMethodStepSpec spark => new() { Jar = CommandRunner, Args = [.. SparkCommand.Of(step, spark)] },
        JarStepSpec jar => new() { Jar = jar.Jar, MainClass = jar.MainClass, Args = [.. step.Fill(jar.Args, jar.Jobconf)] },
        var other => throw new InvalidOperationException($"No way to run a {other.GetType().Name}."),
    };

    private static HadoopJarStepConfig Streaming(StepContext step, StreamingStepSpec spec)
    {
        var args = StreamingCommand.Of(step, spec);
        return step.Options.HadoopStreamingJar is { } own
            ? new() { Jar = own.StartsWith("file://", StringComparison.Ordinal) ? own["file://".Length..] : own, Args = [.. args] }
            : new() { Jar = CommandRunner, Args = ["hadoop-streaming", .. args] };
    }
}
