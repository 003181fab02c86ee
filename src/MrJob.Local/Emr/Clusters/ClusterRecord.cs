using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MrJob.Local.Emr.Operations;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Clusters;

/// <summary>A cluster as it is kept. It never changes: what happens to a cluster is a new record, from <see cref="ClusterLife"/>.</summary>
internal sealed record ClusterRecord
{
    public required string Id { get; init; }

    /// <summary>Counts up with every cluster made here: their order, also within one millisecond.</summary>
    public required long Number { get; init; }

    /// <summary>What was asked for, without the steps. Later calls that change a setting change it here.</summary>
    public required RunJobFlowInput Request { get; init; }

    public IReadOnlyList<InstanceGroup> Groups { get; init; } = [];
    public IReadOnlyList<InstanceFleet> Fleets { get; init; } = [];

    public ClusterState State { get; init; }
    public StateChangeReason Reason { get; init; } = new();
    public required DateTimeOffset Created { get; init; }
    public DateTimeOffset? Ready { get; init; }
    public DateTimeOffset? Ended { get; init; }

    /// <summary>In the order added. Kept in files of their own once they have ended (see <see cref="ClusterStore"/>).</summary>
    [JsonIgnore] public ImmutableArray<StepRecord> Steps { get; init; } = [];

    /// <summary>Events that may not have reached the bus when the process dies: published again at the next start.</summary>
    public IReadOnlyList<OutboxEvent> Outbox { get; init; } = [];

    [JsonIgnore] public string Name => Request.Name!;
    [JsonIgnore] public bool KeepAlive => Request.Instances!.KeepJobFlowAliveWhenNoSteps is true;
    [JsonIgnore] public bool TerminationProtected => Request.Instances!.TerminationProtected is true;
    [JsonIgnore] public int StepConcurrencyLevel => Request.StepConcurrencyLevel ?? 1;
    [JsonIgnore] public IReadOnlyList<Tag> Tags => Request.Tags ?? [];

    public StepRecord? Step(string? id) => Steps.FirstOrDefault(s => s.Id == id);

    /// <exception cref="EmrException">It has no such group: a ValidationException.</exception>
    public InstanceGroup Group(string? id) => Groups.FirstOrDefault(g => g.Id == id) ?? throw EmrException.NoSuchInstanceGroup(id);

    public ClusterRecord With(InstanceGroup before, InstanceGroup after) =>
        this with { Groups = [.. Groups.Select(g => g == before ? after : g)] };

    public ClusterRecord WithInstances(Func<InstancesConfig, InstancesConfig> change) =>
        this with { Request = Request with { Instances = change(Request.Instances!) } };
}

/// <summary>An event of aws.emr, as kept until it is published.</summary>
internal sealed record OutboxEvent(string Id, string DetailType, DateTimeOffset Time, JsonObject Detail);
