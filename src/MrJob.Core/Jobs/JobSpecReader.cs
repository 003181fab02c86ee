using System.Text.Json;
using MrJob.Core.Configuration;

namespace MrJob.Core.Jobs;

/// <summary>Reads and checks the body of POST /jobs. All faults are found in one pass, each with its JSON path.</summary>
internal static class JobSpecReader
{
    public const int MaxSteps = 256; // EMR's limit of active steps on one cluster
    private const string Root = "$";

    /// <summary>The job, or null and at least one fault.</summary>
    /// <param name="conf">What the service says of options, below what the body says.</param>
    /// <param name="needsInput">Whether a job without input is at fault: where it would run does not depend on that.</param>
    public static JobSpec? Read(string? body, ServiceConf conf, List<Fault> faults, bool needsInput = true)
    {
        var reader = new JsonReader(faults);
        var spec = reader.Document(body, value => Job(reader, value, conf, needsInput));
        return faults.Count == 0 ? spec : null;
    }

    private static JobSpec? Job(JsonReader reader, JsonElement value, ServiceConf conf, bool needsInput)
    {
        if (reader.Members(value, Root, "label", "owner", "steps", "input", "output_dir", "script", "script_args", "options") is not { } members)
            return null;
        var fields = new MemberReader(reader, members, Root);
        var (options, notes) = RequestOptions.Read(reader, members, conf);
        if (options is { PoolClusters: true, ClusterId: not null })
            reader.Fault("$.options.cluster_id", "cannot go with pool_clusters: a job runs on a given cluster or on one of a pool");
        var steps = Steps(reader, members);
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i] is StreamingStepSpec { InputManifest: true } step && (i > 0 || step.Mapper is null))
                reader.Fault($"$.steps[{i}].input_manifest", "is for the mapper of a job's first step, which reads the job's input");
        }
        var script = fields.Text("script");
        if (script is null && steps.Any(UsesScript))
            reader.Fault("$.script", "is missing; steps of the types script and spark run the job's script");
        return new JobSpec
        {
            Label = Names.Member(reader, members, Root, "label") ?? options.Label ?? "no_label",
            Owner = Names.Member(reader, members, Root, "owner") ?? options.Owner ?? "no_owner",
            Steps = steps,
            Input = Input(reader, members, needsInput ? steps : []),
            OutputDir = Names.CheckS3(reader, fields.Text("output_dir"), "$.output_dir")?.AsFolder().ToString(),
            Script = script,
            ScriptArgs = fields.Texts("script_args"),
            Options = options,
            Notes = notes,
        };
    }

    private static bool UsesScript(StepSpec step) => step switch
    {
        SparkMethodStepSpec => true,
        StreamingStepSpec s => ((Substep?[])[s.Mapper, s.Combiner, s.Reducer]).Any(p => p is { Command: null }),
        _ => false,
    };

    private static IReadOnlyList<string> Input(JsonReader reader, IReadOnlyDictionary<string, JsonElement> members, IReadOnlyList<StepSpec> steps)
    {
        var input = new MemberReader(reader, members, Root).Texts("input");
        for (var i = 0; i < input.Count; i++)
        {
            // Hadoop splits its input paths at commas; a comma of a key's own cannot be told from that.
            if (Names.CheckInput(reader, input[i], JsonReader.Item("$.input", i)) is not null && HasOpenComma(input[i]))
                reader.Fault(JsonReader.Item("$.input", i), "has a comma; give several inputs as several items");
        }
        if (input.Count == 0 && steps.Count > 0 && steps[0] is StreamingStepSpec)
            reader.Fault("$.input", "is missing or empty; a streaming step reads at least one input");
        return input;
    }

    /// <summary>A comma that is not between the braces of a glob.</summary>
    private static bool HasOpenComma(string input)
    {
        var depth = 0;
        foreach (var c in input)
        {
            depth += c switch { '{' => 1, '}' => -1, _ => 0 };
            if (c == ',' && depth <= 0)
                return true;
        }
        return false;
    }

    private static IReadOnlyList<StepSpec> Steps(JsonReader reader, IReadOnlyDictionary<string, JsonElement> members)
    {
        const string path = "$.steps";
        if (!members.TryGetValue("steps", out var value))
            reader.Fault(path, "is missing; a job has at least one step");
        else if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is 0 or > MaxSteps)
            reader.Fault(path, $"must be a list of 1 to {MaxSteps} steps");
        else
            return [.. value.EnumerateArray().Select((step, i) => StepReader.Read(reader, step, JsonReader.Item(path, i))).OfType<StepSpec>()];
        return [];
    }
}
