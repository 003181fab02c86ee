using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using MrJob.Local.Gateway.Template;

namespace MrJob.Functions.Tests.Deployment;

/// <summary>The template as CloudFormation would see it, parameters and functions resolved: resources by logical id.</summary>
internal static class Template
{
    public static string Path => System.IO.Path.Combine(Root(), "template.yaml");

    public static IReadOnlyDictionary<string, string> Parameters { get; } = new Dictionary<string, string> { ["DataBuckets"] = "lab", ["UploadBuckets"] = "lab", ["AlarmTopic"] = "arn:aws:sns:us-east-1:123456789012:alarms" };

    /// <summary>Those whose condition holds.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Resources { get; } = Resolve();

    public static IEnumerable<KeyValuePair<string, JsonObject>> Functions => OfType("AWS::Serverless::Function");

    public static IEnumerable<KeyValuePair<string, JsonObject>> OfType(string type) => Resources.Where(r => r.Value["Type"]!.ToString() == type);

    /// <summary>The handler's class of a function.</summary>
    public static string HandlerOf(JsonObject function) => function["Properties"]!["Handler"]!.ToString().Split("::")[1].Split('.')[^1];

    /// <summary>A section as it is written.</summary>
    public static IEnumerable<KeyValuePair<string, JsonObject>> Declared(string section) => YamlTree.Read("template.yaml", File.ReadAllText(Path)).Required(section).Map().Entries
        .Select(e => KeyValuePair.Create(e.Key, e.Value.ToJson()!.AsObject()));

    private static Dictionary<string, JsonObject> Resolve()
    {
        var tree = YamlTree.Read("template.yaml", File.ReadAllText(Path));
        var faults = new FaultList();
        var intrinsics = new Intrinsics(tree, new Stack("mrjob"), MrJob.Local.Gateway.Template.Parameters.Read(tree, Parameters, faults));
        faults.ThrowIfAny();
        return tree.Required("Resources").Map().Entries
            .Where(r => r.Value.Map()["Condition"] is not { } condition || intrinsics.Conditions.IsTrue(condition.Text(), condition))
            .ToDictionary(r => r.Key, r => intrinsics.Resolve(r.Value)!.ToJson()!.AsObject());
    }

    private static string Root([CallerFilePath] string here = "") => System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", "..", ".."));
}
