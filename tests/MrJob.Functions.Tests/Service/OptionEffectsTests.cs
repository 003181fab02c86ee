using System.Text.Json.Nodes;

namespace MrJob.Functions.Tests.Service;

/// <summary>Each option's effect on what EMR received, on the scripts that were written for it, on the answer, or on the job.</summary>
public class OptionEffectsTests
{
    private const string Script = """{"label": "effects", "script": "s3://lab/job.py", "input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": {"type": "script"}, "reducer": "wc"}], "options": {""";
    private const string Spark = """{"label": "effects", "input": ["s3://lab/in"], "steps": [{"type": "spark_script", "script": "s3://lab/s.py"}], "options": {""";
    private static readonly string[] FromOptions = ["label", "owner"];

    [Fact]
    public void Every_option_has_a_case()
    {
        var names = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "options.csv")).Skip(1).Where(l => l.Length > 0);
        names.Except(OptionCases.All.Select(c => c.Option)).ShouldBeEmpty();
    }

    public static TheoryData<string, string, string> Cases() => [.. OptionCases.All.Select(c => new TheoryDataRow<string, string, string>(c.Option, c.Options, c.Effect))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_option_does_what_it_says(string option, string value, string effect)
    {
        await using var lab = await ServiceLab.StartAsync();
        var body = (option.StartsWith("spark", StringComparison.Ordinal) && !effect.StartsWith("note", StringComparison.Ordinal) ? Spark : Script) + $"\"{option}\": {value}}}}}";
        if (FromOptions.Contains(option))
            body = body.Replace("\"label\": \"effects\", ", "", StringComparison.Ordinal);
        var answer = await lab.PostAsync(body);
        var (kind, expected) = effect.Split(' ', 2) is [var first, var rest] ? (first, rest.Trim()) : (effect, "");
        answer.StatusCode.ShouldBe(kind == "fault" ? 400 : 202, answer.Body);
        if (kind is "fault" or "note")
        {
            answer.Body.ShouldContain(expected);
            return;
        }
        var job = await lab.EndAsync(JsonNode.Parse(answer.Body)!["id"]!.ToString());
        switch (kind)
        {
            case "emr":
                ShouldHave(lab.Network.Changes.Single(c => c.Call == "RunJobFlow").Body, expected);
                break;
            case "args":
                Arguments(lab).ShouldContain($" {expected.TrimEnd(',')}");
                break;
            case "file":
                (await lab.TextAsync(expected.Split(": ", 2)[0])).ShouldContain(expected.Split(": ", 2)[1]);
                break;
            case "job":
                ShouldHave(job, expected);
                break;
            default:
                throw new InvalidOperationException($"No way to see '{effect}'.");
        }
    }

    private static string Arguments(ServiceLab lab)
    {
        var steps = lab.Network.Changes.Select(c => c.Body["Steps"]).First(s => s is JsonArray { Count: > 0 });
        return " " + string.Join(' ', steps![0]!["HadoopJarStep"]!["Args"]!.AsArray());
    }

    /// <summary><c>Instances.InstanceGroups[1].InstanceCount = 3</c></summary>
    private static void ShouldHave(JsonNode node, string expected)
    {
        var (path, json) = expected.Split(" = ", 2) is [var left, var right] ? (left, right) : throw new FormatException(expected);
        JsonNode? at = node;
        foreach (var name in path.Replace("[", ".[", StringComparison.Ordinal).Split('.'))
            at = name[0] == '[' ? at![int.Parse(name[1..^1], System.Globalization.CultureInfo.InvariantCulture)] : at![name];
        JsonNode.DeepEquals(at, JsonNode.Parse(json)).ShouldBeTrue($"{path} is {at?.ToJsonString() ?? "null"}; in {node.ToJsonString()}");
    }
}
