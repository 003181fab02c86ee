using System.Text.Json.Serialization;
using MrJob.Local.Emr.Steps.Shell;

namespace MrJob.Local;

/// <summary>An error in AWS's JSON protocols.</summary>
internal sealed record UnknownOperation(
    [property: JsonPropertyName("__type")] string Type, [property: JsonPropertyName("message")] string Message);

[JsonSerializable(typeof(UnknownOperation))]
[JsonSerializable(typeof(ClusterShellRequest))]
[JsonSerializable(typeof(ClusterShellResult))]
internal sealed partial class LocalAwsJson : JsonSerializerContext;
