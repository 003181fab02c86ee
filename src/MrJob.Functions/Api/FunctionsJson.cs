using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs;
using MrJob.Core.Uploads;
using MrJob.Functions;

[assembly: LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<FunctionsJson>))]

namespace MrJob.Functions;

/// <summary>What Lambda hands to the handlers and takes from them.</summary>
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
[JsonSerializable(typeof(EventEnvelope))]
public sealed partial class FunctionsJson : JsonSerializerContext;

/// <summary>An event of EventBridge, or a tick of its Scheduler.</summary>
public sealed record EventEnvelope
{
    /// <summary>Such as <c>aws.s3</c>, <c>aws.emr</c> or, for a tick, <c>aws.scheduler</c>.</summary>
    [JsonPropertyName("source")]
    public string? Source { get; init; }

    /// <summary>Such as <c>Object Created</c>.</summary>
    [JsonPropertyName("detail-type")]
    public string? DetailType { get; init; }

    /// <summary>When it happened.</summary>
    [JsonPropertyName("time")]
    public DateTimeOffset? Time { get; init; }

    /// <summary>An object; the Scheduler sends it as a string.</summary>
    [JsonPropertyName("detail")]
    public JsonElement Detail { get; init; }

    /// <summary>The object that the event tells of; null when it tells of none.</summary>
    internal UploadedObject? Upload => Source == "aws.s3" && Member(Detail, "bucket", "name") is { } bucket && Member(Detail, "object", "key") is { } key
        ? new(
            new(bucket, key), Detail.GetProperty("object").TryGetProperty("size", out var size) && size.ValueKind == JsonValueKind.Number && size.TryGetInt64(out var bytes) ? bytes : 0,
            Member(Detail, "object", "version-id") ?? Member(Detail, "object", "etag") ?? "", Member(Detail, "object", "sequencer") ?? "", Time ?? DateTimeOffset.UnixEpoch)
        : null;

    /// <summary>The cluster whose step's log has come: the event tells of an object <c>…/&lt;cluster&gt;/steps/…</c>.</summary>
    internal string? LoggedCluster => Upload is { Uri.Key: var key } && key.Split('/') is var parts
        && Array.FindIndex(parts, p => p == "steps") is > 0 and var at && Names.IsClusterId(parts[at - 1]) ? parts[at - 1] : null;

    /// <summary>The job whose report is asked for: the event tells of a marker <c>…/collect/&lt;job&gt;</c>.</summary>
    internal string? ReportedJob => Upload is { Uri.Key: var key } && key.Split('/') is [.., "collect", var id] && JobId.IsValid(id) ? id : null;

    private static string? Member(JsonElement detail, string name, string member) =>
        detail.ValueKind == JsonValueKind.Object && detail.TryGetProperty(name, out var parent) && parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The EMR cluster that the event is about, or null.</summary>
    internal string? ClusterId => EmrDetail("clusterId");

    /// <summary>Whether the event tells that the cluster's instances have come or gone.</summary>
    internal bool InstancesChanged => (EmrDetail("instanceGroupId") ?? EmrDetail("instanceFleetId")) is not null;

    /// <summary>The state that the cluster has come to, or null where the event is about a part of it.</summary>
    internal string? ClusterState => EmrDetail("stepId") is null && !InstancesChanged ? EmrDetail("state") : null;

    private string? EmrDetail(string name) =>
        Source == "aws.emr" && Detail.ValueKind == JsonValueKind.Object && Detail.TryGetProperty(name, out var value) ? value.GetString() : null;
}
