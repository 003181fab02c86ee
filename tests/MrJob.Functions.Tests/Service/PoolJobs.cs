using System.Net;
using System.Text.Json.Nodes;

namespace MrJob.Functions.Tests.Service;

/// <summary>Short ways to post pooled jobs, to start clusters for them and to ask about both.</summary>
internal static class PoolJobs
{
    public static string Job(string options = "", int steps = 1) => $$"""
        {"label": "p", "owner": "ann", "input": ["s3://lab/in"],
         "steps": [{{string.Join(',', Enumerable.Repeat("""{"type": "streaming", "mapper": "cat"}""", steps))}}],
         "options": { "pool_clusters": true{{(options.Length > 0 ? ", " + options : "")}} } }
        """;

    public static async Task<IReadOnlyList<string>> SubmitAsync(ServiceLab lab, string body, int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var answer = await lab.PostAsync(body);
            answer.StatusCode.ShouldBe((int)HttpStatusCode.Accepted, answer.Body);
            ids.Add(JsonNode.Parse(answer.Body)!["id"]!.ToString());
            lab.Time.Advance(TimeSpan.FromMilliseconds(1)); // or the queue would not know which was first
        }
        return ids;
    }

    public static async Task<JsonObject> EndedAsync(ServiceLab lab, string body) => await lab.EndAsync((await SubmitAsync(lab, body, 1))[0]);

    public static async Task<JsonObject> ExplainAsync(ServiceLab lab, string body, string pool = "default")
    {
        var answer = await lab.HttpAsync("POST /pools/{name}/explain", pool, body);
        answer.StatusCode.ShouldBe(200, answer.Body);
        return JsonNode.Parse(answer.Body)!.AsObject();
    }

    public static async Task<string> StartClusterAsync(ServiceLab lab, string options)
    {
        var answer = await lab.CreateAsync("\"pool_clusters\": true, " + options);
        answer.StatusCode.ShouldBe((int)HttpStatusCode.Accepted, answer.Body);
        return JsonNode.Parse(answer.Body)!["id"]!.ToString();
    }
}
