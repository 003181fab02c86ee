using System.Globalization;
using System.Text.Json.Nodes;

namespace MrJob.Functions;

/// <summary>One route of the document.</summary>
internal sealed class OpenApiOperation
{
    private readonly JsonObject _responses = new() { ["default"] = OpenApiAnswers.Ref(OpenApiAnswers.Gateway) };

    /// <param name="route">As in template.yaml's events: <c>GET /jobs/{id}</c>.</param>
    public OpenApiOperation(string route, string tag, string id, string summary)
    {
        var parts = route.Split(' ');
        (Method, Path) = (parts[0].ToLowerInvariant(), parts[1]);
        Json = new() { ["operationId"] = id, ["tags"] = new JsonArray(tag), ["summary"] = summary, ["responses"] = _responses };
    }

    /// <summary>In lower case, as documents have it.</summary>
    public string Method { get; }

    public string Path { get; }

    public JsonObject Json { get; }

    public OpenApiOperation Says(string description)
    {
        Json.Insert(Json.IndexOf("summary") + 1, "description", description);
        return this;
    }

    public OpenApiOperation Takes(params JsonObject[] parameters)
    {
        Json.Insert(Json.IndexOf("responses"), "parameters", new JsonArray([.. parameters]));
        return this;
    }

    public OpenApiOperation Reads(JsonObject schema, string description, bool required)
    {
        var body = new JsonObject { ["description"] = description, ["required"] = required, ["content"] = OpenApiAnswers.Content("application/json", schema) };
        Json.Insert(Json.IndexOf("responses"), "requestBody", body);
        return this;
    }

    /// <param name="located">What the location header leads to, where the answer has one.</param>
    public OpenApiOperation Answers(int status, JsonObject schema, string description, string? located = null) =>
        With(status, OpenApiAnswers.Of("application/json", schema, description, located));

    /// <summary>An error of the handler's own.</summary>
    public OpenApiOperation Refuses(int status, string description) =>
        With(status, OpenApiAnswers.Of("application/problem+json", OpenApiSchemas.Ref(nameof(ProblemDetails)), description, null));

    /// <summary>A refusal that many routes have.</summary>
    public OpenApiOperation Refuses(int status, (string Name, string Description) shared) => With(status, OpenApiAnswers.Ref(shared.Name));

    /// <summary>What every route does with a query that it does not understand, unless it has told of such refusals itself.</summary>
    public OpenApiOperation RefusesQueries() => _responses.ContainsKey("400") ? this : Refuses(400, OpenApiAnswers.Query);

    private OpenApiOperation With(int status, JsonObject response)
    {
        var name = status.ToString(CultureInfo.InvariantCulture);
        _responses.Insert(_responses.Count(r => string.CompareOrdinal(r.Key, name) < 0), name, response);
        return this;
    }
}
