using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace MrJob.Functions.Tests.Service;

/// <summary>What goes wrong with one AWS call of a handler.</summary>
public enum CallFault
{
    /// <summary>The process dies before the call is made.</summary>
    DeathBefore,

    /// <summary>AWS does what it was asked, and the process dies before it learns of it.</summary>
    DeathAfter,

    /// <summary>AWS does what it was asked, the connection breaks before the answer, and the process lives on.</summary>
    LostAnswer,

    /// <summary>The call stalls while other runs of the handlers do all that they can; then it is made.</summary>
    Overtaken,
}

/// <summary>The process of a handler has died: nothing of it reaches AWS any more.</summary>
public sealed class ProcessDeathException() : Exception("the process has died");

/// <summary>Counts the AWS calls of all handlers, and lets one of them go wrong.</summary>
internal sealed class FaultyNetwork(CallFault fault, int atCall)
{
    private int _calls;

    /// <summary>How many calls were made.</summary>
    public int Calls => _calls;

    /// <summary>What the fault hit, for a failing test's message.</summary>
    public string Hit { get; private set; } = "nothing";

    /// <summary>The requests that changed something on EMR: the call's name and its body.</summary>
    public ConcurrentQueue<(string Call, JsonObject Body)> Changes { get; } = new();

    /// <summary>How often each call of EMR was made.</summary>
    public ConcurrentDictionary<string, int> EmrCalls { get; } = new();

    /// <summary>What happens at EMR just before a call of this name gets there.</summary>
    public Func<string, JsonObject, Task> BeforeEmr { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What EMR answers in place of doing what it is asked, if anything: an error's code and message.</summary>
    public Func<string, JsonObject, (string Code, string Message)?> Refusal { get; set; } = (_, _) => null;

    /// <summary>What the handlers may neither list nor read of the bucket; null for nothing.</summary>
    public string? LockedFolder { get; set; }

    /// <summary>Changes what EMR answers to a call: its name and the answer's text.</summary>
    public Func<string, string, string>? Retold { get; set; }

    /// <summary>What others do while a call stalls.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    /// <summary>Takes each request with the handler that makes it; null where nobody wants to know.</summary>
    public Action<string, HttpRequestMessage>? Recorder { get; set; }

    /// <summary>The network of one process.</summary>
    /// <param name="handler">The handler that runs in it.</param>
    public HttpClientFactory OfProcess(string handler = "") => new Factory(this, handler);

    private sealed class Factory(FaultyNetwork network, string handler) : HttpClientFactory
    {
        /// <summary>Of all processes: that each would open connections of its own makes no difference but time.</summary>
        private static readonly SocketsHttpHandler Connections = new() { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(2) };

        private readonly Process _process = new(handler);

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
            new(new Handler(network, _process) { InnerHandler = Connections }, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }

    private sealed class Process(string handler)
    {
        public string Handler => handler;

        public bool IsDead { get; set; }
    }

    private sealed class Handler(FaultyNetwork network, Process process) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (process.IsDead)
                throw new ProcessDeathException();
            network.Recorder?.Invoke(process.Handler, request);
            if (network.LockedFolder is { } locked && Uri.UnescapeDataString(request.RequestUri!.PathAndQuery).Contains(locked, StringComparison.Ordinal))
                return Denied(request);
            if (await network.TakeNoteAsync(request, cancellationToken) is { } refusal)
                return refusal;
            if (Interlocked.Increment(ref network._calls) != network.AtCall)
                return await network.RetellAsync(request, await base.SendAsync(request, cancellationToken), cancellationToken);
            network.Hit = $"{request.Method} {request.RequestUri?.PathAndQuery} {string.Join(',', request.Headers.TryGetValues("X-Amz-Target", out var t) ? t : [])}";
            if (network.Fault == CallFault.Overtaken)
            {
                await network.Meanwhile();
                return await base.SendAsync(request, cancellationToken);
            }
            if (network.Fault != CallFault.DeathBefore)
                (await base.SendAsync(request, cancellationToken)).Dispose();
            if (network.Fault == CallFault.LostAnswer)
                throw new HttpRequestException("the connection was reset");
            process.IsDead = true;
            throw new ProcessDeathException();
        }
    }

    private async Task<HttpResponseMessage?> TakeNoteAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        if (!request.Headers.TryGetValues("X-Amz-Target", out var targets) || targets.First().Split('.')[^1] is not { } call)
            return null;
        EmrCalls.AddOrUpdate(call, 1, (_, count) => count + 1);
        var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancel))!.AsObject();
        await BeforeEmr(call, body);
        if (Refusal(call, body) is { } refusal)
            return Refused(request, refusal.Code, refusal.Message);
        if (call is "RunJobFlow" or "AddJobFlowSteps")
            Changes.Enqueue((call, body));
        return null;
    }

    private static HttpResponseMessage Denied(HttpRequestMessage request) => new(HttpStatusCode.Forbidden)
    {
        RequestMessage = request,
        Content = new StringContent("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>User is not authorized</Message></Error>", Encoding.UTF8, "application/xml"),
    };

    private async Task<HttpResponseMessage> RetellAsync(HttpRequestMessage request, HttpResponseMessage answer, CancellationToken cancel)
    {
        if (Retold is not null && request.Headers.TryGetValues("X-Amz-Target", out var targets))
        {
            var text = Retold(targets.First().Split('.')[^1], await answer.Content.ReadAsStringAsync(cancel));
            answer.Content = new StringContent(text, Encoding.UTF8, "application/x-amz-json-1.1");
        }
        return answer;
    }

    private static HttpResponseMessage Refused(HttpRequestMessage request, string code, string message) => new(HttpStatusCode.BadRequest)
    {
        RequestMessage = request,
        Content = new StringContent(new JsonObject { ["__type"] = code, ["message"] = message }.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.1"),
    };

    private CallFault Fault => fault;

    private int AtCall => atCall;
}
