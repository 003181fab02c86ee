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

    /// <summary>The Python script that <c>script</c> substeps and Spark steps of mrjob jobs run. Null for other jobs.</summary>
    public string? Script { get; init; }

    /// <summary>What the script gets behind its own switches, in every substep.</summary>
    public IReadOnlyList<string> ScriptArgs { get; init; } = [];

    public JobOptions Options { get; init; } = new();

    /// <summary>What to tell the user about options that were accepted.</summary>
    public IReadOnlyList<OptionNote> Notes { get; init; } = [];
}

/// <summary>One step of a job, by its type.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(StreamingStepSpec), StreamingStepSpec.Type)]
[JsonDerivedType(typeof(JarStepSpec), JarStepSpec.Type)]
[JsonDerivedType(typeof(SparkStepSpec), SparkStepSpec.Type)]
[JsonDerivedType(typeof(SparkMethodStepSpec), SparkMethodStepSpec.Type)]
internal abstract record StepSpec;

/// <summary>Hadoop streaming: programs that read lines and write lines. A missing mapper is <c>cat</c>; a missing reducer makes the step map-only.</summary>
internal sealed record StreamingStepSpec : StepSpec
{
    public const string Type = "streaming";
    public Substep? Mapper { get; init; }
    public Substep? Combiner { get; init; }
    public Substep? Reducer { get; init; }

    /// <summary>Hadoop properties of this step, over the job's own.</summary>
    public IReadOnlyDictionary<string, string> Jobconf { get; init; } = new Dictionary<string, string>();

    /// <summary>Java classes of Hadoop's.</summary>
    public string? InputFormat { get; init; }
    public string? OutputFormat { get; init; }
    public string? Partitioner { get; init; }

    /// <summary>Each mapper gets one input as a file of its own, whole and unpacked, and its path as an argument.</summary>
    public bool InputManifest { get; init; }
}

/// <summary>A program that a streaming step runs: a command, or the job's script.</summary>
internal sealed record Substep
{
    /// <summary>Split into words as Hadoop streaming does. Null for the job's script.</summary>
    public string? Command { get; init; }

    /// <summary>A shell command that sees the input first, and whose output the script reads.</summary>
    public string? PreFilter { get; init; }

    public static implicit operator Substep(string command) => new() { Command = command };
}

/// <summary>A jar with arguments; <c>&lt;input&gt;</c> and <c>&lt;output&gt;</c> in them stand for the step's paths.</summary>
internal sealed record JarStepSpec : StepSpec
{
    public const string Type = "jar";
    public required string Jar { get; init; }
    public string? MainClass { get; init; }
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Hadoop properties, which take the place of <c>&lt;generic_args&gt;</c> among the arguments.</summary>
    public IReadOnlyDictionary<string, string> Jobconf { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// An application for spark-submit: a Python script, or a jar with its main class. In the job's body these are the types
/// <c>spark_script</c> and <c>spark_jar</c>.
/// </summary>
internal sealed record SparkStepSpec : StepSpec
{
    public const string Type = "spark_submit";
    public required string Application { get; init; }
    public string? MainClass { get; init; }
    public IReadOnlyList<string> SparkArgs { get; init; } = [];
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Spark properties of this step, over the job's own.</summary>
    public IReadOnlyDictionary<string, string> Jobconf { get; init; } = new Dictionary<string, string>();
}

/// <summary>A Spark method of the job's script: spark-submit runs the script with <c>--spark</c>.</summary>
internal sealed record SparkMethodStepSpec : StepSpec
{
    public const string Type = "spark";
    public IReadOnlyList<string> SparkArgs { get; init; } = [];
    public IReadOnlyDictionary<string, string> Jobconf { get; init; } = new Dictionary<string, string>();
}
