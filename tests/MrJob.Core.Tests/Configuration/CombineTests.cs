using System.Text.Json.Nodes;
using MrJob.Core.Configuration;
using Shouldly;
using Xunit;

namespace MrJob.Core.Tests.Configuration;

public sealed class CombineTests
{
    /// <summary>Layers lowest first, as JSON; nothing at all is an absent layer, or no value.</summary>
    [Theory]
    [InlineData("Last", "", "2", "2")]
    [InlineData("Last", "1", "2", "2")]
    [InlineData("Last", "true", "false", "false")]
    [InlineData("Last", "1", "{'!clear': 2}", "2")]
    [InlineData("Last", "1", "{'!clear': null}", "")]
    [InlineData("Path", "'a'", "'b'", "'b'")]
    [InlineData("Cmd", "['python3']", "['nice', 'python3']", "['nice', 'python3']")]
    [InlineData("Concat", "[1, 2]", "[3]", "[1, 2, 3]")]
    [InlineData("Concat", "['a']", "{'!clear': ['b']}", "['b']")]
    [InlineData("Concat", "['a']", "{'!clear': []}", "[]")]
    [InlineData("PathList", "['a.jar']", "['b.jar']", "['a.jar', 'b.jar']")]
    [InlineData("Dict", "{'a': 1, 'b': 2}", "{'b': 3, 'c': 4}", "{'a': 1, 'b': 3, 'c': 4}")]
    [InlineData("Dict", "{'a': 1, 'b': 2}", "{'a': null}", "{'b': 2}")]
    [InlineData("Dict", "{'a': 1, 'b': 2}", "{'a': {'!clear': null}, 'b': {'!clear': 3}}", "{'b': 3}")]
    [InlineData("Dict", "{'a': 1}", "{'!clear': {'b': 2}}", "{'b': 2}")]
    [InlineData("Dict", "{'a': {'x': 1}}", "{'a': {'y': 2}}", "{'a': {'y': 2}}")]
    [InlineData("Env", "{'PATH': '/b', 'A': '1'}", "{'PATH': '/a', 'A': '2'}", "{'PATH': '/a:/b', 'A': '2'}")]
    [InlineData("Env", "{'PYTHONPATH': '/b'}", "{'PYTHONPATH': {'!clear': '/a'}}", "{'PYTHONPATH': '/a'}")]
    [InlineData("Env", "{'PYTHONPATH': '/b'}", "{'PYTHONPATH': {'!clear': null}}", "{}")]
    [InlineData("Env", "{'PATH': '/b'}", "{'PATH': null}", "{}")]
    [InlineData("Env", "{'PATHS': '/b', 'Path': '/b'}", "{'PATHS': '/a', 'Path': '/a'}", "{'PATHS': '/a', 'Path': '/a'}")]
    [InlineData("Jobconf", "{'a': 'true', 'PATH': 'x'}", "{'PATH': 'y', 'a': null}", "{'PATH': 'y'}")]
    public void Two_layers_become_one(string rule, string lower, string higher, string expected)
    {
        var combined = Combine.Two(Enum.Parse<Combining>(rule), Node(lower) is { } below ? Given.Parse(below) : null, Given.Parse(Node(higher)));
        Json(Combine.Finish(combined)).ShouldBe(Json(Node(expected)));
    }

    [Theory]
    [InlineData("Concat", "[1]", "{'!clear': [2]}", "[3]", "[2, 3]")]
    [InlineData("Dict", "{'a': 1}", "{'a': null}", "{'b': 2}", "{'b': 2}")]
    [InlineData("Env", "{'PATH': '/c'}", "{'PATH': null}", "{'PATH': '/a'}", "{'PATH': '/a'}")]
    [InlineData("Env", "{'PATH': '/c'}", "{'PATH': {'!clear': '/b'}}", "{'PATH': '/a'}", "{'PATH': '/a:/b'}")]
    [InlineData("Env", "{'PATH': '/c'}", "{'!clear': {'A': '1'}}", "{'PATH': '/a'}", "{'A': '1', 'PATH': '/a'}")]
    public void What_the_command_combined_and_sent_still_clears_what_the_service_has(string rule, string service, string conf, string request, string expected)
    {
        var combining = Enum.Parse<Combining>(rule);
        var sent = Combine.Two(combining, Given.Parse(Node(conf)), Given.Parse(Node(request))).ToJson();
        Json(Combine.Finish(Combine.Two(combining, Given.Parse(Node(service)), Given.Parse(sent)))).ShouldBe(Json(Node(expected)));
    }

    [Fact]
    public void Combining_is_associative_for_every_rule()
    {
        var random = new Random(20_240);
        foreach (var rule in Enum.GetValues<Combining>())
        {
            for (var i = 0; i < 5_000; i++)
            {
                var (a, b, c) = (Layer(random, rule), Layer(random, rule), Layer(random, rule));
                var left = Combine.Two(rule, Combine.Two(rule, a, b), c);
                var right = Combine.Two(rule, a, Combine.Two(rule, b, c));
                var said = $"{rule}: {Json(a.ToJson())} | {Json(b.ToJson())} | {Json(c.ToJson())}";
                Json(Combine.Finish(left)).ShouldBe(Json(Combine.Finish(right)), said);
                left.Clears.ShouldBe(right.Clears, said);
                var below = Layer(random, rule);
                Json(Combine.Finish(Combine.Two(rule, below, left))).ShouldBe(Json(Combine.Finish(Combine.Two(rule, below, right))), $"{Json(below.ToJson())} | {said}");
            }
        }
    }

    /// <summary>A layer as <see cref="OptionReader"/> leaves it: of the type that the rule combines; null only where it clears.</summary>
    private static Given Layer(Random random, Combining rule) => random.Next(6) is 0 ? new(null, true) : new(
        rule switch
        {
            Combining.Concat or Combining.PathList or Combining.Cmd => new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => (JsonNode?)Text(random))]),
            Combining.Dict or Combining.Env or Combining.Jobconf => Map(random),
            _ => Text(random),
        },
        random.Next(4) is 0);

    private static JsonObject Map(Random random)
    {
        var map = new JsonObject();
        foreach (var name in new[] { "PATH", "MYPATH", "A" }.Where(_ => random.Next(3) > 0))
            map[name] = random.Next(5) switch { 0 => null, 1 => Given.Wrapped(null), 2 => Given.Wrapped(Text(random)), _ => Text(random) };
        return map;
    }

    private static string Text(Random random) => random.Next(5) is 0 ? "" : $"/{(char)('a' + random.Next(26))}";

    private static JsonNode? Node(string json) => json is "" ? null : JsonNode.Parse(json.Replace('\'', '"'));

    /// <summary>Names in order: which layer brought one first says nothing.</summary>
    private static string Json(JsonNode? node) => node is JsonObject map
        ? new JsonObject(map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))).ToJsonString()
        : node?.ToJsonString() ?? "";
}
