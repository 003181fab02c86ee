using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>Makes the record of a newly submitted job.</summary>
internal static class JobFactory
{
    public static Job Create(JobSpec spec, string caller, DateTimeOffset now, ServiceSettings settings, string? givenId = null)
    {
        spec = WithPlaces(spec, settings);
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

    /// <summary>What follows from the service and from the steps, written down so that it stays the same for the job's life.</summary>
    private static JobSpec WithPlaces(JobSpec spec, ServiceSettings settings)
    {
        var usesSpark = spec.Steps.Any(s => s is SparkStepSpec or SparkMethodStepSpec);
        return spec with
        {
            Options = spec.Options with
            {
                CloudTmpDir = spec.Options.CloudTmpDir ?? settings.Tmp.ToString(),
                BootstrapSpark = spec.Options.BootstrapSpark ?? (usesSpark ? true : null),
            },
        };
    }
}
