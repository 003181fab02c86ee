using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>Makes the record of a newly submitted job.</summary>
internal static class JobFactory
{
    public static Job Create(JobSpec spec, string caller, DateTimeOffset now, ServiceSettings settings, string? givenId = null)
    {
        var id = givenId ?? JobId.Create(spec.Label, spec.Owner, now);
        var scratch = (spec.Options.CloudTmpDir is { } dir ? S3Uri.Parse(dir) : settings.Tmp) / (id + "/");
        return new()
        {
            Id = id,
            Spec = spec,
            Caller = caller,
            Created = now,
            ScratchDir = scratch.ToString(),
            OutputDir = spec.OutputDir ?? (scratch / "output/").ToString(),
            Steps = [.. spec.Steps.Select((_, i) => new JobStep { Name = StepBuilder.Name(id, i, spec.Steps.Count) })],
        };
    }
}
