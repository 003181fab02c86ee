using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;

namespace MrJob.Core.Tests;

/// <summary>Things that tests need some of, without caring which.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Time = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static readonly ServiceSettings Settings =
        new(S3Uri.Parse("s3://state/state/"), S3Uri.Parse("s3://scratch/"), S3Uri.Parse("s3://state/uploads.json"), "emr-7.5.0", "role", "profile", "stack");

    public static Job Job(int steps = 1, JobOptions? options = null) => JobFactory.Create(
        new()
        {
            Label = "label", Owner = "owner", Options = options ?? new(), Input = ["s3://data/in"],
            Steps = [.. Enumerable.Repeat(new StreamingStepSpec { Mapper = "cat", Reducer = "wc -l" }, steps)],
        },
        "", Time, Settings);

    /// <summary>A job whose steps EMR has, with ids s-0, s-1 and so on.</summary>
    public static Job SentJob(int steps = 1, ClusterUse use = ClusterUse.Pooled)
    {
        var job = Job(steps);
        return JobLife.Sent(job, "j-1", use, Enumerable.Range(0, steps).ToDictionary(i => i, string? (i) => $"s-{i}"));
    }

    public static StepSummary Step(string id, string state, string? name = null) =>
        new() { Id = id, Name = name, Status = new() { State = new StepState(state) } };
}
