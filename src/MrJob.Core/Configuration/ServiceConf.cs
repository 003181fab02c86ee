using System.Text.Json.Nodes;

namespace MrJob.Core.Configuration;

/// <summary>What the service's own mrjob.conf on S3 says: defaults below every request, options that no request may change, and limits.</summary>
/// <param name="Source">Where it is, for people: an S3 URI.</param>
/// <param name="Layers">The lowest first; included files are below the one that includes them.</param>
internal sealed record ServiceConf(string Source, IReadOnlyList<OptionLayer> Layers)
{
    /// <summary>A service without a conf.</summary>
    public static ServiceConf None { get; } = new("", []);

    /// <summary>Options that only the service sets.</summary>
    public IReadOnlyList<string> Locked { get; init; } = [];

    public Limits Limits { get; init; } = new();

    /// <summary>Takes note of options that a request changes though they are locked. To give the very value of the service is no change.</summary>
    public void CheckLocks(JsonReader reader, OptionLayer request, string path)
    {
        if (Locked.Count == 0)
            return;
        var own = EffectiveOptions.Of(Layers).Values;
        foreach (var name in Locked.Where(request.Values.ContainsKey))
        {
            var value = own.GetValueOrDefault(name)?.Value;
            if (OptionTable.Find(name)!.Combine is not (Combining.Last or Combining.Path or Combining.Cmd) || !JsonNode.DeepEquals(value, request.Values[name].Value))
                reader.Fault(JsonReader.Child(path, name), $"is locked by {Source}{(value is null ? "" : $" to {value.ToJsonString()}")}");
        }
        foreach (var other in request.Values.Keys.Except(Locked))
        {
            if (Locked.FirstOrDefault(name => OptionTable.Outranks(other, name)) is { } locked)
                reader.Fault(JsonReader.Child(path, other), $"would take the place of {locked}, which is locked by {Source}");
        }
        if (request.Values.GetValueOrDefault("extra_cluster_params").Value is not JsonObject extra)
            return;
        foreach (var member in extra.Select(m => m.Key))
        {
            // extra_cluster_params is another way to say the same.
            if (Locked.FirstOrDefault(name => Sets(name, member)) is { } locked)
                reader.Fault(JsonReader.Child(JsonReader.Child(path, "extra_cluster_params"), member), $"is what {locked} sets, which is locked by {Source}");
        }
    }

    private static bool Sets(string option, string member) => OptionTable.Find(option)!.EmrMembers
        .Concat(OptionTable.InstanceOptions.Contains(option) || option.StartsWith("instance_", StringComparison.Ordinal) ? OptionTable.InstanceMembers : []).Any(m =>
        m == member || m.StartsWith(member + ".", StringComparison.Ordinal) || member.StartsWith(m + ".", StringComparison.Ordinal));
}
