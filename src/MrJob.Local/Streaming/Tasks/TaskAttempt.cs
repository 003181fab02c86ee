using System.Text;
using MrJob.Local.Emr.Steps.Processes;
using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Records;

namespace MrJob.Local.Streaming.Tasks;

/// <summary>What an attempt at a task has to work with.</summary>
/// <param name="Folder">For its own files, such as spills and output.</param>
/// <param name="WorkFolder">Where its programs run: the job's files are in it.</param>
/// <param name="Conf">The job's properties and those of the task.</param>
/// <param name="Environment">The whole environment of its programs.</param>
/// <param name="SortMemory">Bytes that it may sort in.</param>
/// <param name="Counters">Its own; they count only if it succeeds.</param>
internal sealed record TaskAttempt(
    AttemptId Id, string Folder, string WorkFolder, JobConf Conf, IReadOnlyDictionary<string, string> Environment,
    long SortMemory, Counters Counters, TaskLog Log, TaskProgress Progress, ProcessLedger Ledger, TimeProvider Time)
{
    /// <summary>How a mapper's lines part into key and value.</summary>
    public FieldSplit MapOutputFields => FieldSplit.At(
        Conf.Text("stream.map.output.field.separator", "\t"), Conf.Number("stream.num.map.output.key.fields", 1, most: int.MaxValue));

    /// <summary>How a reducer's lines part into key and value.</summary>
    public FieldSplit ReduceOutputFields => FieldSplit.At(
        Conf.Text("stream.reduce.output.field.separator", "\t"), Conf.Number("stream.num.reduce.output.key.fields", 1, most: int.MaxValue));

    /// <summary>What stands between key and value where a reducer or combiner reads them.</summary>
    public byte[] ReduceInputSeparator => Encoding.UTF8.GetBytes(Conf.Text("stream.reduce.input.field.separator", "\t"));

    /// <summary>What stands between key and value in part files.</summary>
    public byte[] OutputSeparator => Encoding.UTF8.GetBytes(Conf.Text("mapreduce.output.textoutputformat.separator", "\t"));

    public void Count(string name, long amount) => Counters.Add(Streaming.Counters.Framework, name, amount);
}
