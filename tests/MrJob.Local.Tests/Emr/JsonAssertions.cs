using System.Text.Json.Nodes;

namespace MrJob.Local.Tests.Emr;

internal static class JsonAssertions
{
    /// <summary>The same JSON, whatever its spaces and the order of its members.</summary>
    public static void ShouldBeJson(this JsonNode? actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue($"expected {expected}\nbut was {actual?.ToJsonString()}");
}
