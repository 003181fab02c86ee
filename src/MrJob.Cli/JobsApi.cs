using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MrJob.Cli;

/// <summary>The service's HTTP API, as JSON.</summary>
internal sealed class JobsApi(Uri endpoint) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new(endpoint.ToString().TrimEnd('/') + "/"), Timeout = TimeSpan.FromSeconds(35) };

    private const int Tries = 3;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    /// <summary>Whether the service is on this machine.</summary>
    public bool IsOnThisMachine => endpoint.IsLoopback;

    public Task<JsonObject> GetAsync(string path, CancellationToken cancel) => SendAsync(HttpMethod.Get, path, null, null, cancel);

    public Task<JsonObject> DeleteAsync(string path, CancellationToken cancel) => SendAsync(HttpMethod.Delete, path, null, null, cancel);

    /// <summary>Posts the body. With a key it may be posted again when the answer was lost: the service takes it once.</summary>
    public async Task<JsonObject> PostAsync(string path, JsonObject body, string? idempotencyKey, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await SendAsync(HttpMethod.Post, path, body, idempotencyKey, cancel);
            }
            catch (CommandException e) when (e.ExitCode == ExitCodes.Unreachable && idempotencyKey is not null && attempt < Tries)
            {
                await Pause.ForAsync(BetweenTries, cancel);
            }
        }
    }

    /// <summary>The content of a presigned link, written as it comes.</summary>
    public async Task DownloadAsync(string url, Stream to, CancellationToken cancel)
    {
        using var response = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancel);
        response.EnsureSuccessStatusCode();
        await response.Content.CopyToAsync(to, cancel);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonObject? body, string? key, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path.TrimStart('/'));
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var response = await _http.SendAsync(request, cancel);
            var text = await response.Content.ReadAsStringAsync(cancel);
            return response.IsSuccessStatusCode && JsonNode.Parse(text) is JsonObject answer ? answer : throw Refusal(response, text);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            throw new CommandException(ExitCodes.Unreachable, $"The service at {endpoint} cannot be reached: {e.Message}");
        }
    }

    private static CommandException Refusal(HttpResponseMessage response, string text)
    {
        var code = (int)response.StatusCode >= 500 ? ExitCodes.Unreachable : ExitCodes.BadUsage;
        return new(code, Problem(text) ?? $"The service answered {(int)response.StatusCode} {response.ReasonPhrase}.");
    }

    /// <summary>The words of problem details: the detail, and each fault on a line of its own.</summary>
    private static string? Problem(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is not JsonObject problem)
                return null;
            var faults = (problem["faults"] as JsonArray ?? []).Select(f => $"  {f?["path"]}: {f?["detail"]}");
            var said = problem["detail"]?.ToString() ?? problem["message"]?.ToString();
            return said is null ? null : string.Join(Environment.NewLine, faults.Prepend(said));
        }
        catch (JsonException)
        {
            return null; // not ours: a proxy's page, say; the status will do
        }
    }
}
