using System.Text.Json.Serialization;

namespace MrJob.Local.S3.Storage;

/// <summary>One line of a bucket's journal: exactly one of the three is there.</summary>
internal sealed record JournalLine(BucketSettings? Bucket = null, JournaledPut? Put = null, JournaledDelete? Delete = null);

/// <summary>What a bucket is besides its objects.</summary>
/// <param name="EventBridge">Whether new objects are announced on the event bus.</param>
/// <param name="Sequencer">No write so far had a greater one, also none of a key that is gone.</param>
internal sealed record BucketSettings(DateTimeOffset Created, bool EventBridge = false, long Sequencer = 0);

/// <summary>From here on the object is the new one.</summary>
/// <param name="Staged">File in the staging folder that becomes the object's file; null where that is long done.</param>
internal sealed record JournaledPut(ObjectEntry Object, string? Staged = null);

/// <summary>From here on there is no such object.</summary>
internal sealed record JournaledDelete(string Key, string File, long Sequencer);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalLine))]
[JsonSerializable(typeof(MultipartUpload))]
internal sealed partial class StorageJson : JsonSerializerContext;
