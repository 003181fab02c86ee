using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
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

    /// <summary>An object; the Scheduler sends it as a string.</summary>
    [JsonPropertyName("detail")]
    public JsonElement Detail { get; init; }

    /// <summary>The EMR cluster that the event is about, or null.</summary>
    internal string? ClusterId =>
        Source == "aws.emr" && Detail.ValueKind == JsonValueKind.Object && Detail.TryGetProperty("clusterId", out var id) ? id.GetString() : null;
}
