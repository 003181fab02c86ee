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
    public static UploadRuleSet Read(string text, string workBucket)
    {
        var faults = new List<Fault>();
        var reader = new JsonReader(faults);
        try
        {
            if (YamlJson.Document(text) is not { } document)
                return UploadRuleSet.None;
            var json = JsonSerializer.SerializeToElement(YamlJson.ToJson(document), CoreJson.Default.JsonNode);
            return Rules(reader, json, workBucket, faults);
        }
        catch (YamlException e)
        {
            reader.Fault(Root, $"is no YAML: line {e.Start.Line}, column {e.Start.Column}: {e.Message}");
            return new([], [null], faults);
        }
    }

    private static UploadRuleSet Rules(JsonReader reader, JsonElement document, string workBucket, List<Fault> faults)
    {
        if (reader.Members(document, Root, "rules") is not { } members)
            return new([], [null], faults);
        if (!members.TryGetValue("rules", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MaxRules)
        {
            reader.Fault("$.rules", $"must be a list of at most {MaxRules} rules");
            return new([], [null], faults);
        }
        var read = list.EnumerateArray().Select((rule, i) => Rule(reader, rule, JsonReader.Item("$.rules", i), workBucket)).ToList();
        var rules = read.Select(r => r.Rule).OfType<UploadRule>().ToList();
        foreach (var twice in rules.GroupBy(r => r.Name).Where(g => g.Count() > 1))
            reader.Fault("$.rules", $"has {twice.Count()} rules of the name '{twice.Key}'");
        return new(rules, [.. read.Select(r => r.Place)], faults);
    }

    /// <summary>The rule, if it is whole; and where it looks, if that much can be read.</summary>
    private static (UploadRule? Rule, UploadPlace? Place) Rule(JsonReader reader, JsonElement value, string path, string workBucket)
    {
        if (reader.Members(value, path, "name", "bucket", "key", "per", "again", "max_size", "job") is not { } members)
            return default;
        var fields = new MemberReader(reader, members, path);
        var (name, key) = (Names.Check(reader, fields.Required("name"), path + ".name"), fields.Required("key"));
        var pattern = key is null ? null : UploadPattern.Read(reader, key, path + ".key");
        var bucket = fields.Text("bucket") ?? workBucket;
        if (!BucketName().IsMatch(bucket))
            reader.Fault(path + ".bucket", "must be a bucket's name alone, such as my-data");
        var place = pattern is null ? null : new UploadPlace(bucket, pattern);
        if (!members.TryGetValue("job", out var job) || job.ValueKind != JsonValueKind.Object)
        {
            reader.Fault(path + ".job", "must be an object: the body of POST /jobs");
            return (null, place);
        }
        if (place is null || name is null)
            return (null, place);
        var per = (UploadUnit)Word(reader, fields.Text("per"), Units, path + ".per");
        return (new(name, place.Bucket, place.Key, Job(reader, job, name, place.Key, path + ".job"))
        {
            MaxSize = members.TryGetValue("max_size", out var size) ? Size(reader, size, path + ".max_size") : null,
            Per = per, Again = Again(reader, fields.Text("again"), per, path + ".again"),
        }, place);
    }

    /// <summary>Of a folder nobody can tell by the one object whether it has changed: every <c>_SUCCESS</c> is as empty as the last.</summary>
    private static UploadAgain Again(JsonReader reader, string? word, UploadUnit per, string path)
    {
        if (per == UploadUnit.Folder && word is null)
            return UploadAgain.Never;
        var again = (UploadAgain)Word(reader, word, Agains, path);
        if (per == UploadUnit.Folder && word == Agains[(int)UploadAgain.Changed])
            reader.Fault(path, "cannot be 'changed' with per: folder, whose one object does not tell; it may be 'never', or 'always' for each time that the object is written");
        return again;
    }

    /// <summary>A job without a label has the rule's name.</summary>
    private static JobTemplate Job(JsonReader reader, JsonElement job, string name, UploadPattern pattern, string path)
    {
        var body = System.Text.Json.Nodes.JsonObject.Create(job)!;
        body.TryAdd("label", name);
        var template = new JobTemplate(JsonSerializer.SerializeToElement(body, CoreJson.Default.JsonObject), path);
        template.Check(reader, [.. UploadValues.BuiltIn, .. pattern.Captures]);
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

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex BucketName();

    [GeneratedRegex(@"\A(\d{1,15}(?:\.\d{1,6})?) ?(?:([KMGTkmgt])(i?)B|B)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex SizeText();
}
