using System.Globalization;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs.Scripts;

namespace MrJob.Core.Jobs;

/// <summary>The arguments of Hadoop streaming for a step. Pure.</summary>
internal static class StreamingCommand
{
    private const string LineInput = "org.apache.hadoop.mapred.lib.NLineInputFormat";

    // Hadoop wants generic options before streaming's own.
    public static IEnumerable<string> Of(StepContext step, StreamingStepSpec spec) =>
    [
        .. Generic(step, Jobconf(step, spec)),
        .. step.Options.HadoopExtraArgs,
        .. Given("-partitioner", spec.Partitioner),
        .. Given("-inputformat", spec.InputManifest ? LineInput : spec.InputFormat),
        .. Given("-outputformat", spec.OutputFormat),
        .. step.Environment().Where(p => !TaskFiles.NeedsExport(p.Key, p.Value)).SelectMany(p => new[] { "-cmdenv", $"{p.Key}={p.Value}" }),
        .. step.Input.SelectMany(path => new[] { "-input", path }),
        "-output", step.Output,
        "-mapper", spec.Mapper is { } mapper ? TaskCommand.Of(step, mapper, "mapper", spec.InputManifest) : "cat",
        .. Given("-combiner", spec.Combiner is { } combiner ? TaskCommand.Of(step, combiner, "combiner") : null),
        .. Given("-reducer", spec.Reducer is { } reducer ? TaskCommand.Of(step, reducer, "reducer") : null),
    ];

    /// <summary>Options that every Hadoop tool takes: files for the tasks, and properties.</summary>
    public static IEnumerable<string> Generic(StepContext step, SortedDictionary<string, string> jobconf) =>
    [
        .. Given("-files", step.Files.Files),
        .. Given("-archives", step.Files.Archives),
        .. Given("-libjars", step.Options.Libjars),
        .. jobconf.SelectMany(p => new[] { "-D", $"{p.Key}={p.Value}" }),
    ];

    private static SortedDictionary<string, string> Jobconf(StepContext step, StreamingStepSpec spec)
    {
        const string reduces = "mapreduce.job.reduces";
        var jobconf = step.Jobconf(spec.Jobconf);
        if (spec.InputManifest)
            jobconf["mapreduce.input.lineinputformat.linespermap"] = "1";
        if (spec.Reducer is null)
            jobconf[reduces] = "0";
        else if (step is { IsLast: true, Options.MaxOutputFiles: { } most }
            && (!int.TryParse(jobconf.GetValueOrDefault(reduces), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) || asked > most))
            jobconf[reduces] = most.ToString(CultureInfo.InvariantCulture);
        return jobconf;
    }

    private static string[] Given(string option, string? value) => value is null ? [] : [option, value];

    private static string[] Given(string option, IReadOnlyList<string> values) => values.Count == 0 ? [] : [option, string.Join(',', values)];
}
