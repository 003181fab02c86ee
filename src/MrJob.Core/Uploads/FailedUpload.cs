using System.Text.Json;
using System.Text.Json.Serialization;
using MrJob.Core.Storage;

namespace MrJob.Core.Uploads;

/// <summary>An upload that started no job although it should have, with the reason: a dead letter.</summary>
/// <param name="Id">By which it is replayed or dropped.</param>
/// <param name="Event">As EventBridge sent it.</param>
internal sealed record FailedUpload(string Id, DateTimeOffset At, string Reason, JsonElement Event);

/// <summary>
/// A dead letter as Lambda writes it to a function's on-failure destination on S3
/// (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html): the service's own look the same.
/// </summary>
internal sealed record InvocationRecord : StoredRecord
{
    [JsonPropertyName("timestamp")]
    public DateTimeOffset Timestamp { get; init; }

    [JsonPropertyName("requestPayload")]
    public JsonElement RequestPayload { get; init; }

    [JsonPropertyName("responsePayload")]
    public JsonElement ResponsePayload { get; init; }

    /// <summary>Why it failed, as the function said; Lambda's own words where it did not get to say anything.</summary>
    public string Reason => ResponsePayload.ValueKind == JsonValueKind.Object && ResponsePayload.TryGetProperty("errorMessage", out var message) && message.ValueKind == JsonValueKind.String
        ? message.GetString()! : "The function failed without a word; its log says more.";
}
