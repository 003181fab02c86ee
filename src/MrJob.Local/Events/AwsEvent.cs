using System.Globalization;
using System.Text.Json.Nodes;

namespace MrJob.Local.Events;

/// <summary>An event on the default EventBridge bus, before it has its envelope's account and region.</summary>
/// <param name="Source">Such as <c>aws.s3</c> or <c>aws.emr</c>.</param>
/// <param name="DetailType">Such as <c>Object Created</c>.</param>
/// <param name="Resources">ARNs of what the event is about.</param>
internal sealed record AwsEvent(
    string Id, string Source, string DetailType, DateTimeOffset Time, IReadOnlyList<string> Resources, JsonObject Detail)
{
    /// <summary>The account that everything local belongs to: the one that AWS's own examples use.</summary>
    public const string Account = "123456789012";

    /// <summary>The region that everything local is in.</summary>
    public const string Region = "us-east-1";

    /// <summary>The envelope as EventBridge delivers it to a target.</summary>
    public JsonObject ToJson() => new()
    {
        ["version"] = "0",
        ["id"] = Id,
        ["detail-type"] = DetailType,
        ["source"] = Source,
        ["account"] = Account,
        ["time"] = Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["region"] = Region,
        ["resources"] = new JsonArray([.. Resources.Select(r => (JsonNode)r)]),
        ["detail"] = Detail.DeepClone(),
    };
}
