using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Records;

namespace MrJob.Local.Streaming;

/// <summary>How a job's records get from its maps to its reducers: by which partitioner, in which order.</summary>
/// <param name="PartitionFields">What the key field partitioner looks at; null for another, and when it looks at the whole key.</param>
/// <param name="OrderFields">What the key field comparator looks at; null for the order of bytes.</param>
internal sealed record Shuffle(int Reducers, bool PartitionsByFields, KeyFields? PartitionFields, KeyFields? OrderFields)
{
    private const string PartitionerOptions = "mapreduce.partition.keypartitioner.options";
    private const string ComparatorOptions = "mapreduce.partition.keycomparator.options";

    /// <exception cref="StreamingClientException">Their options cannot be read.</exception>
    public static Shuffle Read(JobConf conf, int reducers, string? partitioner)
    {
        var byFields = JavaClasses.IsKeyFieldPartitioner(partitioner ?? conf["mapred.partitioner.class"] ?? conf["mapreduce.job.partitioner.class"]);
        var separator = conf.Text("mapreduce.map.output.key.field.separator", "\t");
        return new Shuffle(
            reducers, byFields, byFields ? ReadPartitionFields(conf, separator) : null,
            JavaClasses.IsKeyFieldComparator(conf["mapreduce.job.output.key.comparator.class"])
                ? KeyFields.Parse(conf.Text(ComparatorOptions, ""), separator, ComparatorOptions) : null);
    }

    /// <summary>A partitioner for one task: it has room to work in.</summary>
    public IPartitioner NewPartitioner() => PartitionsByFields ? new KeyFieldPartitioner(PartitionFields) : HashPartitioner.Instance;

    /// <summary>The form in which one task sorts.</summary>
    public SortForm NewForm() => new(OrderFields is null ? null : new KeyFieldOrder(OrderFields));

    /// <summary><c>num.key.fields.for.partition</c>, the old way to say the first n fields, wins.</summary>
    private static KeyFields? ReadPartitionFields(JobConf conf, string separator)
    {
        const string First = "num.key.fields.for.partition";
        if (conf[First] is not null)
            return conf.Number(First, 0, most: int.MaxValue) is > 0 and var fields
                ? new KeyFields([KeyField.WholeKey with { EndField = (int)fields }], separator) : null;
        return conf[PartitionerOptions] is { Length: > 0 } options ? KeyFields.Parse(options, separator, PartitionerOptions) : null;
    }
}
