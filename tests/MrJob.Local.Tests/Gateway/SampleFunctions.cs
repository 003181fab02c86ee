using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Amazon.Lambda.Core;
using MrJob.Local.Tests.Gateway;

#pragma warning disable CA1822 // Lambda calls methods of instances

[assembly: LambdaSerializer(typeof(SampleSerializer))]

namespace MrJob.Local.Tests.Gateway;

/// <summary>Functions of a made-up service. What they were given goes to the <see cref="SampleCalls"/> that they were made with.</summary>
public sealed class SampleFunctions(SampleCalls calls) : IDisposable
{
    public async Task<JsonObject> EchoAsync(JsonObject input, ILambdaContext context)
    {
        calls.Add($"echo {context.AwsRequestId}");
        context.Logger.LogLine("echoing");
        await Task.Yield();
        return new JsonObject
        {
            ["statusCode"] = 200,
            ["headers"] = new JsonObject { ["content-type"] = "application/json" },
            ["body"] = input.ToJsonString(),
        };
    }

    public JsonNode Plain(JsonNode input) => new JsonObject { ["got"] = input.DeepClone() };

    public Stream Raw(Stream input, ILambdaContext context) =>
        new MemoryStream(Encoding.UTF8.GetBytes($"\"{new StreamReader(input).ReadToEnd().Length} of {context.FunctionName}\""));

    public static Task<string> StaticAsync() => Task.FromResult("static");

    public void Nothing() => calls.Add("nothing");

    public Task OnlyContextAsync(ILambdaContext context)
    {
        calls.Add($"{context.FunctionName} {context.MemoryLimitInMB} {context.InvokedFunctionArn}");
        return Task.CompletedTask;
    }

    [LambdaSerializer(typeof(ShoutingSerializer))]
    public string Shout(string input) => input;

    public Task<string> FailAsync(JsonNode input) => throw new InvalidOperationException("no such thing", new FormatException("inner"));

    public async Task<string> HangAsync(ILambdaContext context)
    {
        calls.Add($"hanging, {context.RemainingTime.TotalSeconds} s left");
        await calls.Open;
        calls.Add("no longer hanging");
        return "late";
    }

    /// <summary>Takes an event; fails as often as the calls say.</summary>
    public async Task TakeAsync(JsonObject input, ILambdaContext context)
    {
        calls.Add(input["source"]?.GetValue<string>() is { } source ? $"took {source} {input["id"]}" : $"took {input.ToJsonString()}");
        calls.RequestIds.Add(context.AwsRequestId);
        await calls.Open;
        if (calls.FailsNow())
            throw new TimeoutException("the handler's own");
    }

    public string Big() => new('x', 7 * 1024 * 1024);

    public async void AsyncVoid() => await Task.Yield();

    public ValueTask<string> ValueAsync() => new("v");

    public T Generic<T>(T input) => input;

    public string Overloaded(string input) => input;

    public string Overloaded(int input) => $"{input}";

    public string TooMany(string a, string b) => a + b;

    public void Dispose() => calls.Add("disposed");
}

public abstract class AbstractFunctions
{
    public string Handle(string input) => input;
}

/// <summary>What sample functions did, and what they are to do.</summary>
public sealed class SampleCalls
{
    private readonly Channel<string> _calls = Channel.CreateUnbounded<string>();

    private int _failures;

    /// <summary>How often TakeAsync fails before it works.</summary>
    public int Failures { set => _failures = value; }

    public bool FailsNow() => Interlocked.Decrement(ref _failures) >= 0;

    /// <summary>What hanging functions wait for.</summary>
    public Task Open { get; set; } = Task.CompletedTask;

    public List<string> RequestIds { get; } = [];

    public void Add(string call) => _calls.Writer.TryWrite(call);

    /// <summary>The next call, when it comes.</summary>
    public async Task<string> NextAsync() => await _calls.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    public bool IsEmpty => _calls.Reader.Count == 0;
}

public class SampleSerializer : ILambdaSerializer
{
    public T Deserialize<T>(Stream requestStream) => JsonSerializer.Deserialize<T>(requestStream)!;

    public virtual void Serialize<T>(T response, Stream responseStream) => JsonSerializer.Serialize(responseStream, response);
}

public sealed class ShoutingSerializer : SampleSerializer
{
    public override void Serialize<T>(T response, Stream responseStream) =>
        JsonSerializer.Serialize(responseStream, $"{response}".ToUpperInvariant());
}
