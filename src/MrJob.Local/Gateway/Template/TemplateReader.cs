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
        var resources = Present(template, intrinsics, faults);
        var globals = template["Globals"]?.Map()["Function"]?.Map();
        var functions = new FunctionReader(intrinsics, globals, new ApiAuthorizers(template, intrinsics), faults);
        var read = new SamTemplate(
            [.. Each(resources, "AWS::Serverless::Function", functions.Read)],
            [.. Each(resources, "AWS::S3::Bucket", (id, bucket) => faults.Try(() => Bucket(id, bucket, intrinsics), null))]);
        CheckRoutes(read.Functions, faults);
        faults.ThrowIfAny();
        return read;
    }

    /// <summary>The resources whose condition holds.</summary>
    private static List<KeyValuePair<string, MapNode>> Present(MapNode template, Intrinsics intrinsics, FaultList faults) =>
    [
        .. from entry in template.Required("Resources").Map().Entries
           where faults.Try(() => Holds(entry.Value.Map()["Condition"], intrinsics), false)
           select KeyValuePair.Create(entry.Key, entry.Value.Map()),
    ];

    private static bool Holds(Node? condition, Intrinsics intrinsics) =>
        condition is null || intrinsics.Conditions.IsTrue(condition.Text(), condition);

    private static IEnumerable<T> Each<T>(List<KeyValuePair<string, MapNode>> resources, string type, Func<string, MapNode, T?> read)
        where T : class =>
        from resource in resources
        where resource.Value["Type"] is TextNode { Value: var own } && own == type
        let found = read(resource.Key, resource.Value)
        where found is not null
        select found;

    private static BucketResource Bucket(string logicalId, MapNode resource, Intrinsics intrinsics)
    {
        var written = resource["Properties"]?.Map()["NotificationConfiguration"];
        var notifications = written is null ? null : intrinsics.Resolve(written)?.Map();
        var bridge = notifications?["EventBridgeConfiguration"]?.Map();
        // The property's default is true: an empty EventBridgeConfiguration switches it on.
        var sends = bridge is not null && (bridge["EventBridgeEnabled"]?.Flag() ?? true);
        return new(logicalId, intrinsics.Resources.NameOf(logicalId, resource), sends);
    }

    private static void CheckRoutes(IReadOnlyList<FunctionResource> functions, FaultList faults)
    {
        foreach (var same in functions.SelectMany(function => function.Routes).GroupBy(route => route.Key))
        {
            foreach (var again in same.Skip(1))
                faults.Add(again.Place, $"is the route {same.Key}, which {same.First().Place.Path} is already; a route has one function.");
        }
    }
}
