using System.Text.Json.Serialization;
using MrJob.Core.Configuration;

namespace MrJob.Core.Jobs;

/// <summary>What a user submits, checked: the body of POST /jobs.</summary>
internal sealed record JobSpec
{
    public required string Label { get; init; }
    public required string Owner { get; init; }
    public required IReadOnlyList<StepSpec> Steps { get; init; }
    public IReadOnlyList<string> Input { get; init; } = [];

    /// <summary>Where the last step writes; it must not exist yet. Null for a folder of the service's own.</summary>
    public string? OutputDir { get; init; }

    public JobOptions Options { get; init; } = new();
}

/// <summary>One step of a job, by its type.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(StreamingStepSpec), StreamingStepSpec.Type)]
[JsonDerivedType(typeof(JarStepSpec), JarStepSpec.Type)]
[JsonDerivedType(typeof(SparkStepSpec), SparkStepSpec.Type)]
internal abstract record StepSpec;

/// <summary>Hadoop streaming: programs that read lines and write lines. A missing mapper is <c>cat</c>; a missing reducer makes the step map-only.</summary>
internal sealed record StreamingStepSpec : StepSpec
{
    public const string Type = "streaming";
    public string? Mapper { get; init; }
    public string? Combiner { get; init; }
    public string? Reducer { get; init; }

    /// <summary>Hadoop properties of this step, over the job's own.</summary>
    public IReadOnlyDictionary<string, string> Jobconf { get; init; } = new Dictionary<string, string>();
}

/// <summary>A jar with arguments; <c>&lt;input&gt;</c> and <c>&lt;output&gt;</c> in them stand for the step's paths.</summary>
internal sealed record JarStepSpec : StepSpec
{
    public const string Type = "jar";
    public required string Jar { get; init; }
    public string? MainClass { get; init; }
    public IReadOnlyList<string> Args { get; init; } = [];
}

/// <summary>
/// An application for spark-submit: a Python script, or a jar with its main class. In the job's body these are the types
/// <c>spark_script</c> and <c>spark_jar</c>.
/// </summary>
internal sealed record SparkStepSpec : StepSpec
{
    public const string Type = "spark";
    public required string Application { get; init; }
    public string? MainClass { get; init; }
    public IReadOnlyList<string> SparkArgs { get; init; } = [];
    public IReadOnlyList<string> Args { get; init; } = [];
}
