using MrJob.Local.Streaming.Input;
using MrJob.Local.Streaming.Records;

namespace MrJob.Local.Streaming.Tasks;

/// <summary>What a task that succeeded has made: runs for the reducers, or a part file of the job's output.</summary>
internal sealed record TaskResult(IReadOnlyList<RunFile> Runs, string? PartFile)
{
    /// <summary>A part file, with the counters of what was written.</summary>
    public static TaskResult Part(TaskAttempt attempt, TextOutputFile part)
    {
        part.Finish();
        attempt.Counters.Add(Counters.OutputFormat, "Bytes Written", part.Bytes);
        attempt.Counters.Add(Counters.FileSystem, $"{HadoopPath.Parse(attempt.Conf.Text("mapreduce.output.fileoutputformat.outputdir", "")).Kind}: Number of bytes written", part.Bytes);
        return new TaskResult([], part.Path);
    }
}
