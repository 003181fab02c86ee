using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace MrJob.Functions.Tests.Deployment;

/// <summary>What a role allows: one action on one pattern of resources.</summary>
internal sealed record Permission(string Action, string Resource)
{
    public bool Allows(AwsCall call) => Action == call.Action && FileSystemName.MatchesSimpleExpression(Resource, call.Resource, ignoreCase: false);

    /// <summary>All of a function's role, as its statements say it.</summary>
    public static IReadOnlyList<Permission> Of(JsonObject function) =>
    [
        .. from policy in function["Properties"]!["Policies"]!.AsArray()
           from statement in policy!["Statement"]!.AsArray()
           where statement!["Effect"]!.ToString() == "Allow"
           from action in Texts(statement[nameof(Action)]!)
           from resource in Texts(statement[nameof(Resource)]!)
           select new Permission(action, resource),
    ];

    private static IEnumerable<string> Texts(JsonNode value) => value is JsonArray list ? list.Select(t => t!.ToString()) : [value.ToString()];
}

/// <summary>A call of AWS in the words of IAM.</summary>
internal sealed record AwsCall(string Action, string Resource)
{
    private const string AnyCluster = "arn:aws:elasticmapreduce:us-east-1:123456789012:cluster/j-1";

    public static IEnumerable<AwsCall> Of(HttpRequestMessage request, string? body)
    {
        if (request.Headers.TryGetValues("X-Amz-Target", out var targets))
        {
            var call = targets.First().Split('.')[^1];
            return [new($"elasticmapreduce:{call}", call is "RunJobFlow" or "ListClusters" ? "*" : AnyCluster)];
        }
        return OfS3(request, body ?? "");
    }

    private static IEnumerable<AwsCall> OfS3(HttpRequestMessage request, string body)
    {
        var path = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath).TrimStart('/').Split('/', 2);
        var (bucket, key, query) = ($"arn:aws:s3:::{path[0]}", path.ElementAtOrDefault(1) ?? "", request.RequestUri.Query);
        if (key.Length == 0 && request.Method == HttpMethod.Get)
            return [new("s3:ListBucket", bucket)];
        if (key.Length == 0 && request.Method == HttpMethod.Post && query.Contains("delete", StringComparison.Ordinal))
            return System.Text.RegularExpressions.Regex.Matches(body, "<Key>(.*?)</Key>").Select(m => new AwsCall("s3:DeleteObject", $"{bucket}/{m.Groups[1].Value}"));
        var copied = request.Headers.TryGetValues("x-amz-copy-source", out var from) ? [new AwsCall("s3:GetObject", $"arn:aws:s3:::{Uri.UnescapeDataString(from.First()).TrimStart('/')}")] : Array.Empty<AwsCall>();
        var action = request.Method.Method switch { "GET" or "HEAD" => "s3:GetObject", "DELETE" => "s3:DeleteObject", _ => "s3:PutObject" };
        return [new(action, $"{bucket}/{key}"), .. copied];
    }
}
