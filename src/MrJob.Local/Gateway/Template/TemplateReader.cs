using MrJob.Local.Gateway.Handlers;
using MrJob.Local.Gateway.Http;

namespace MrJob.Local.Gateway.Template;

/// <summary>Reads the resources that the gateway runs out of a template, collecting faults on the way.</summary>
internal static class TemplateReader
{
    public static SamTemplate Read(MapNode template, Stack stack, IReadOnlyDictionary<string, string> parameters)
    {
        var faults = new FaultList();
        var values = Parameters.Read(template, parameters, faults);
        faults.ThrowIfAny(); // a wrong parameter makes faults elsewhere that say nothing of their own

        var intrinsics = new Intrinsics(template, stack, values);
        var resources = faults.Try(() => Present(template, intrinsics), []);
        var apis = new ApiAuthorizers(template, intrinsics);
        var functions = new FunctionReader(intrinsics, template["Globals"]?.Map()["Function"]?.Map(), apis, faults);
        var read = new SamTemplate(
            [.. OfType(resources, "AWS::Serverless::Function").Select(r => functions.Read(r.Key, r.Value)).OfType<FunctionResource>()],
            [.. OfType(resources, "AWS::S3::Bucket").Select(r => faults.Try(() => Bucket(r.Key, r.Value, intrinsics), null)).OfType<BucketResource>()]);
        CheckRoutes(read.Functions, faults);
        faults.ThrowIfAny();
        return read;
    }

    /// <summary>The resources whose condition holds.</summary>
    private static List<KeyValuePair<string, MapNode>> Present(MapNode template, Intrinsics intrinsics) =>
        [.. template.Required("Resources").Map().Entries
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Map()))
            .Where(entry => entry.Value["Condition"] is not { } condition || intrinsics.Conditions.IsTrue(condition.Text(), condition))];

    private static IEnumerable<KeyValuePair<string, MapNode>> OfType(List<KeyValuePair<string, MapNode>> resources, string type) =>
        resources.Where(resource => resource.Value["Type"] is TextNode { Value: var own } && own == type);

    private static BucketResource Bucket(string logicalId, MapNode resource, Intrinsics intrinsics)
    {
        var notifications = resource["Properties"]?.Map()["NotificationConfiguration"] is { } given ? intrinsics.Resolve(given)?.Map() : null;
        var bridge = notifications?["EventBridgeConfiguration"]?.Map();
        // The property's default is true: an empty EventBridgeConfiguration switches it on.
        return new(logicalId, intrinsics.Resources.NameOf(logicalId, resource), bridge is not null && (bridge["EventBridgeEnabled"]?.Flag() ?? true));
    }

    private static void CheckRoutes(IReadOnlyList<FunctionResource> functions, FaultList faults)
    {
        foreach (var same in functions.SelectMany(function => function.Routes).GroupBy(route => route.Key))
        {
            foreach (var repeated in same.Skip(1))
                faults.Add(repeated.Place, $"is the route {same.Key}, which {same.First().Place.Path} is already; a route has one function.");
        }
    }
}

/// <summary>Whether the template's HTTP APIs ask callers to sign their requests.</summary>
internal sealed class ApiAuthorizers(MapNode template, Intrinsics intrinsics)
{
    /// <summary>Whether the route is AWS_IAM: its own authorizer, else its API's default one, else that of Globals.</summary>
    /// <exception cref="TemplateException">Another authorizer: it would check what nothing here can.</exception>
    public bool IsIam(MapNode properties)
    {
        var authorizer = (properties["Auth"] is { } auth ? intrinsics.Resolve(auth)?.Map()["Authorizer"] : null)
            ?? Default(properties["ApiId"]) ?? Default(template["Globals"]?.Map()["HttpApi"]?.Map());
        return authorizer?.OneOf("AWS_IAM", "NONE") == "AWS_IAM";
    }

    private Node? Default(Node? api) => api is CallNode { Function: "Ref", Argument: TextNode { Value: var logicalId } }
        ? Default((template["Resources"]?.Map()[logicalId] as MapNode)?["Properties"]?.Map())
        : null;

    private Node? Default(MapNode? api) => api?["Auth"] is { } auth ? intrinsics.Resolve(auth)?.Map()["DefaultAuthorizer"] : null;
}
