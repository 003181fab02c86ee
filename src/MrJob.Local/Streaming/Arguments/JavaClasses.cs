namespace MrJob.Local.Streaming.Arguments;

/// <summary>Hadoop's classes that a streaming job may name, of its old and its new interface.</summary>
internal static class JavaClasses
{
    public static readonly string[] HashPartitioner =
        ["org.apache.hadoop.mapred.lib.HashPartitioner", "org.apache.hadoop.mapreduce.lib.partition.HashPartitioner"];

    public static readonly string[] KeyFieldPartitioner =
        ["org.apache.hadoop.mapred.lib.KeyFieldBasedPartitioner", "org.apache.hadoop.mapreduce.lib.partition.KeyFieldBasedPartitioner"];

    public static readonly string[] KeyFieldComparator =
        ["org.apache.hadoop.mapred.lib.KeyFieldBasedComparator", "org.apache.hadoop.mapreduce.lib.partition.KeyFieldBasedComparator"];

    public static readonly string[] IdentityReducer = ["org.apache.hadoop.mapred.lib.IdentityReducer"];

    public static bool IsKeyFieldPartitioner(string? name) => KeyFieldPartitioner.Contains(name);

    public static bool IsKeyFieldComparator(string? name) => KeyFieldComparator.Contains(name);

    public static bool IsIdentityReducer(string? name) => IdentityReducer.Contains(name);
}
