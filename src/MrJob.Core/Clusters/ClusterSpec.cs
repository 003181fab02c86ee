using System.Text.Json;
using MrJob.Core.Configuration;

namespace MrJob.Core.Clusters;

/// <summary>The body of POST /clusters: a persistent cluster to start, in a pool if the options say so.</summary>
internal sealed record ClusterSpec(string Label, string Owner, JobOptions Options, IReadOnlyList<OptionNote> Notes);

/// <summary>Reads and checks the body of POST /clusters.</summary>
internal static class ClusterSpecReader
{
    private const string Root = "$";

    /// <summary>The cluster, or null and at least one fault.</summary>
    public static ClusterSpec? Read(string? body, ServiceConf conf, List<Fault> faults)
    {
        var reader = new JsonReader(faults);
        var spec = reader.Document(string.IsNullOrWhiteSpace(body) ? "{}" : body, value => Cluster(reader, value, conf));
        return faults.Count == 0 ? spec : null;
    }

    private static ClusterSpec? Cluster(JsonReader reader, JsonElement value, ServiceConf conf)
    {
        if (reader.Members(value, Root, "label", "owner", "options") is not { } members)
            return null;
        var (options, notes) = RequestOptions.Read(reader, members, conf);
        if (options.ClusterId is not null)
            reader.Fault("$.options.cluster_id", "cannot be given: this starts a new cluster");
        return new(
            Names.Member(reader, members, Root, "label") ?? options.Label ?? "no_label",
            Names.Member(reader, members, Root, "owner") ?? options.Owner ?? "no_owner", options, notes);
    }
}
