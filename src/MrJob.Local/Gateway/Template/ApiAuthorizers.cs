namespace MrJob.Local.Gateway.Template;

/// <summary>Whether the template's HTTP APIs ask callers to sign their requests.</summary>
internal sealed class ApiAuthorizers(MapNode template, Intrinsics intrinsics)
{
    /// <summary>Whether the route is AWS_IAM: its own authorizer, else its API's default one, else that of Globals.</summary>
    /// <param name="written">The event's properties as written: the Ref in ApiId names the API.</param>
    /// <exception cref="TemplateException">Another authorizer: it would check what nothing here can.</exception>
    public bool IsIam(MapNode written)
    {
        var authorizer = Auth(written)?["Authorizer"]
            ?? Auth(Api(written["ApiId"]))?["DefaultAuthorizer"]
            ?? Auth(template["Globals"]?.Map()["HttpApi"]?.Map())?["DefaultAuthorizer"];
        return authorizer?.OneOf("AWS_IAM", "NONE") == "AWS_IAM";
    }

    private MapNode? Auth(MapNode? properties) => properties?["Auth"] is { } auth ? intrinsics.Resolve(auth)?.Map() : null;

    private MapNode? Api(Node? reference) => reference is CallNode { Function: "Ref", Argument: TextNode { Value: var logicalId } }
        ? (template["Resources"]?.Map()[logicalId] as MapNode)?["Properties"]?.Map()
        : null;
}
