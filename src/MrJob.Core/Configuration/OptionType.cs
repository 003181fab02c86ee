using System.Text.Json;
using System.Text.Json.Nodes;

namespace MrJob.Core.Configuration;

/// <summary>What the values of an option look like: how one is read, checked and written down.</summary>
/// <param name="Shape">For a person, in a word or two: <c>text</c>, <c>true or false</c>, <c>0 to 2000</c>.</param>
/// <param name="Schema">The same as JSON Schema.</param>
/// <param name="Read">A value as it is stored: checked, and in one of its several spellings. Null after a fault.</param>
internal sealed record OptionType(string Shape, JsonObject Schema, Func<JsonReader, JsonElement, string, JsonNode?> Read)
{
    /// <summary>How a switch of the command takes values.</summary>
    public SwitchForm Switch { get; init; }

    /// <summary>Whether one switch may give several values with commas between, as mrjob's did.</summary>
    public bool SplitsAtCommas { get; init; }

    public bool IsNumber { get; init; }
}

/// <summary>How a switch of the command takes an option's value.</summary>
internal enum SwitchForm
{
    /// <summary><c>--instance-type m5.xlarge</c></summary>
    Value,

    /// <summary><c>--pool-clusters</c>, <c>--no-pool-clusters</c></summary>
    Flag,

    /// <summary><c>--setup CMD --setup CMD</c></summary>
    Repeated,

    /// <summary><c>--cmdenv NAME=VALUE --cmdenv NAME=VALUE</c></summary>
    Pairs,

    /// <summary>One argument of JSON or YAML.</summary>
    Json,
}
