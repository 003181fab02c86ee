using System.Collections.Frozen;

namespace MrJob.Local.Streaming.Arguments;

/// <summary>
/// Property names of Hadoop 1 with those that took their place, for the properties that a streaming job sets or reads
/// (Hadoop's "Deprecated Properties" page). Tasks see the values under both names.
/// </summary>
internal static class DeprecatedNames
{
    private static readonly (string Old, string Current)[] Names =
    [
        ("mapred.reduce.tasks", "mapreduce.job.reduces"),
        ("mapred.map.tasks", "mapreduce.job.maps"),
        ("mapred.job.name", "mapreduce.job.name"),
        ("mapred.job.id", "mapreduce.job.id"),
        ("mapred.tip.id", "mapreduce.task.id"),
        ("mapred.task.id", "mapreduce.task.attempt.id"),
        ("mapred.task.is.map", "mapreduce.task.ismap"),
        ("mapred.task.partition", "mapreduce.task.partition"),
        ("mapred.task.timeout", "mapreduce.task.timeout"),
        ("mapred.max.map.failures.percent", "mapreduce.map.failures.maxpercent"),
        ("mapred.max.reduce.failures.percent", "mapreduce.reduce.failures.maxpercent"),
        ("mapred.map.max.attempts", "mapreduce.map.maxattempts"),
        ("mapred.reduce.max.attempts", "mapreduce.reduce.maxattempts"),
        ("mapred.input.dir", "mapreduce.input.fileinputformat.inputdir"),
        ("mapred.input.dir.recursive", "mapreduce.input.fileinputformat.input.dir.recursive"),
        ("mapred.output.dir", "mapreduce.output.fileoutputformat.outputdir"),
        ("mapred.output.compress", "mapreduce.output.fileoutputformat.compress"),
        ("mapred.output.compression.codec", "mapreduce.output.fileoutputformat.compress.codec"),
        ("mapred.output.compression.type", "mapreduce.output.fileoutputformat.compress.type"),
        ("mapred.compress.map.output", "mapreduce.map.output.compress"),
        ("mapred.map.output.compression.codec", "mapreduce.map.output.compress.codec"),
        ("mapred.line.input.format.linespermap", "mapreduce.input.lineinputformat.linespermap"),
        ("key.value.separator.in.input.line", "mapreduce.input.keyvaluelinerecordreader.key.value.separator"),
        ("mapred.linerecordreader.maxlength", "mapreduce.input.linerecordreader.line.maxlength"),
        ("mapred.input.pathFilter.class", "mapreduce.input.pathFilter.class"),
        ("mapred.max.split.size", "mapreduce.input.fileinputformat.split.maxsize"),
        ("mapred.working.dir", "mapreduce.job.working.dir"),
        ("fs.default.name", "fs.defaultFS"),
        ("mapred.cache.files", "mapreduce.job.cache.files"),
        ("mapred.cache.archives", "mapreduce.job.cache.archives"),
        ("mapred.cache.localFiles", "mapreduce.job.cache.local.files"),
        ("mapred.cache.localArchives", "mapreduce.job.cache.local.archives"),
        ("mapred.map.tasks.speculative.execution", "mapreduce.map.speculative"),
        ("mapred.reduce.tasks.speculative.execution", "mapreduce.reduce.speculative"),
        ("mapred.output.key.comparator.class", "mapreduce.job.output.key.comparator.class"),
        ("mapred.text.key.comparator.options", "mapreduce.partition.keycomparator.options"),
        ("mapred.text.key.partitioner.options", "mapreduce.partition.keypartitioner.options"),
        ("map.output.key.field.separator", "mapreduce.map.output.key.field.separator"),
        ("mapred.textoutputformat.separator", "mapreduce.output.textoutputformat.separator"),
        ("mapred.min.split.size", "mapreduce.input.fileinputformat.split.minsize"),
        ("mapred.work.output.dir", "mapreduce.task.output.dir"),
        ("mapred.local.dir", "mapreduce.cluster.local.dir"),
        ("job.local.dir", "mapreduce.job.local.dir"),
        ("io.sort.mb", "mapreduce.task.io.sort.mb"),
        ("io.sort.factor", "mapreduce.task.io.sort.factor"),
        ("map.input.file", "mapreduce.map.input.file"),
        ("map.input.start", "mapreduce.map.input.start"),
        ("map.input.length", "mapreduce.map.input.length"),
        ("user.name", "mapreduce.job.user.name"),
    ];

    private static readonly FrozenDictionary<string, string> CurrentNames = Names.ToFrozenDictionary(n => n.Old, n => n.Current);
    private static readonly FrozenDictionary<string, string> OldNames = Names.ToFrozenDictionary(n => n.Current, n => n.Old);

    /// <summary>The name in use today.</summary>
    public static string Current(string name) => CurrentNames.GetValueOrDefault(name, name);

    /// <summary>The old name of a property that has one.</summary>
    public static string? Old(string name) => OldNames.GetValueOrDefault(name);
}
