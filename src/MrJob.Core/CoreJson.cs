using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MrJob.Core.Clusters;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs;
using MrJob.Core.Logs;
using MrJob.Core.Pools;
using MrJob.Core.Uploads;

namespace MrJob.Core;

/// <summary>How records are written: snake_case, absent members left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(IdempotencyClaim))]
[JsonSerializable(typeof(Lease))]
[JsonSerializable(typeof(ClusterRecord))]
[JsonSerializable(typeof(PoolPlaces))]
[JsonSerializable(typeof(FileDigest))]
[JsonSerializable(typeof(Cursor))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(InvocationRecord))]
[JsonSerializable(typeof(JobOptions))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class CoreJson : JsonSerializerContext;
