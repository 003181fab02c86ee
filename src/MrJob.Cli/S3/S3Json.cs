using System.Text.Json.Serialization;

namespace MrJob.Cli.S3;

/// <summary>An entry as <c>ls --json</c> prints it.</summary>
internal sealed record S3EntryLine(string Uri, bool Folder, long? Size, DateTimeOffset? LastModified, string? Etag);

/// <summary>A sum as <c>du --json</c> prints it.</summary>
internal sealed record S3UsageLine(string Uri, long Bytes, long Objects);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(S3EntryLine))]
[JsonSerializable(typeof(S3UsageLine))]
internal sealed partial class S3Json : JsonSerializerContext;
