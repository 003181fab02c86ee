using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MrJob.Core.Configuration;
using MrJob.Core.Configuration.Conf;
using YamlDotNet.Core;

namespace MrJob.Core.Uploads;

/// <summary>Reads the rules of <c>uploads.yaml</c>. All faults are found in one pass, each with its path. Pure.</summary>
internal static partial class UploadRulesReader
{
    public const int MaxRules = 200;
    private const string Root = "$";
    private static readonly string[] Units = ["object", "folder"];
    private static readonly string[] Agains = ["changed", "never", "always"];

    /// <param name="workBucket">The bucket of rules that name none.</param>
    public static IReadOnlyList<UploadRule> Read(string text, string workBucket, List<Fault> faults)
    {
        var reader = new JsonReader(faults);
        try
        {
            if (YamlJson.Document(text) is not { } document)
                return [];
            var json = JsonSerializer.SerializeToElement(YamlJson.ToJson(document), CoreJson.Default.JsonNode);
            return Rules(reader, json, workBucket);
        }
        catch (YamlException e)
        {
            reader.Fault(Root, $"is no YAML: line {e.Start.Line}, column {e.Start.Column}: {e.Message}");
            return [];
        }
    }

    private static IReadOnlyList<UploadRule> Rules(JsonReader reader, JsonElement document, string workBucket)
    {
        if (reader.Members(document, Root, "rules") is not { } members)
            return [];
        if (!members.TryGetValue("rules", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MaxRules)
        {
            reader.Fault("$.rules", $"must be a list of at most {MaxRules} rules");
            return [];
        }
        var rules = list.EnumerateArray().Select((rule, i) => Rule(reader, rule, JsonReader.Item("$.rules", i), workBucket)).ToList();
        foreach (var twice in rules.OfType<UploadRule>().GroupBy(r => r.Name).Where(g => g.Count() > 1))
            reader.Fault("$.rules", $"has {twice.Count()} rules of the name '{twice.Key}'");
        return [.. rules.OfType<UploadRule>()];
    }

    private static UploadRule? Rule(JsonReader reader, JsonElement value, string path, string workBucket)
    {
        if (reader.Members(value, path, "name", "bucket", "key", "per", "again", "max_size", "job") is not { } members)
            return null;
        var fields = new MemberReader(reader, members, path);
        var (name, key) = (Names.Check(reader, fields.Required("name"), path + ".name"), fields.Required("key"));
        var pattern = key is null ? null : UploadPattern.Read(reader, key, path + ".key");
        if (!members.TryGetValue("job", out var job) || job.ValueKind != JsonValueKind.Object)
            reader.Fault(path + ".job", "must be an object: the body of POST /jobs");
        else if (pattern is not null && name is not null)
            return new(name, fields.Text("bucket") ?? workBucket, pattern, Job(reader, job, name, pattern, path + ".job"))
            {
                MaxSize = members.TryGetValue("max_size", out var size) ? Size(reader, size, path + ".max_size") : null,
                Per = (UploadUnit)Word(reader, fields.Text("per"), Units, path + ".per"),
                Again = (UploadAgain)Word(reader, fields.Text("again"), Agains, path + ".again"),
            };
        return null;
    }

    /// <summary>A job without a label has the rule's name.</summary>
    private static JobTemplate Job(JsonReader reader, JsonElement job, string name, UploadPattern pattern, string path)
    {
        var body = System.Text.Json.Nodes.JsonObject.Create(job)!;
        body.TryAdd("label", name);
        var template = new JobTemplate(JsonSerializer.SerializeToElement(body, CoreJson.Default.JsonObject), path);
        template.Check(reader, [.. UploadValues.BuiltIn, .. pattern.Captures]);
        template.CheckArguments(reader);
        return template;
    }

    private static int Word(JsonReader reader, string? word, string[] words, string path)
    {
        if (word is null)
            return 0;
        if (Array.IndexOf(words, word) is >= 0 and var found)
            return found;
        reader.Fault(path, NearestName.Unknown(word, words));
        return 0;
    }

    /// <summary>Bytes: a number, or one with KB, MB, GB, TB (powers of ten) or KiB, MiB, GiB, TiB (of two).</summary>
    private static long? Size(JsonReader reader, JsonElement value, string path)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (SizeText().Match(text) is { Success: true } size && decimal.TryParse(size.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number))
        {
            var power = size.Groups[2].Length == 0 ? 0 : "KMGT".IndexOf(char.ToUpperInvariant(size.Groups[2].Value[0]), StringComparison.Ordinal) + 1;
            var unit = (decimal)Math.Pow(size.Groups[3].Length > 0 ? 1024 : 1000, power);
            if (number * unit is > 0 and <= long.MaxValue / 2 and var bytes)
                return (long)bytes;
        }
        reader.Wrong(value, path, "a size such as 500 MB, 10 GiB, or a number of bytes");
        return null;
    }

    [GeneratedRegex(@"\A(\d{1,15}(?:\.\d{1,6})?) ?(?:([KMGTkmgt])(i?)B|B)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex SizeText();
}
