using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using MrJob.Local.Gateway.Handlers;
using MrJob.Local.Gateway.Template;

namespace MrJob.Local.Tests.Gateway.Handlers;

public class LambdaFunctionTests
{
    private readonly SampleCalls _calls = new();
    private readonly WatchedTime _time = new();
    private readonly ConcurrentQueue<string> _log = [];
    private readonly TaskCompletionSource _open = new();
    private int _made;

    [Fact]
    public async Task One_instance_serves_all_invocations_and_is_disposed_of()
    {
        await using (var function = Function("Nothing"))
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => InvokeAsync(function)));
            _made.ShouldBe(1);
        }

        for (var n = 0; n < 20; n++)
            (await _calls.NextAsync()).ShouldBe("nothing");
        (await _calls.NextAsync()).ShouldBe("disposed");
    }

    [Fact]
    public async Task The_context_says_what_Lambda_would()
    {
        await InvokeAsync(Function("OnlyContextAsync"));
        (await _calls.NextAsync()).ShouldBe("demo-F 256 arn:aws:lambda:us-east-1:123456789012:function:demo-F");
    }

    [Fact]
    public async Task A_handlers_lines_go_to_the_log_with_its_name()
    {
        (await InvokeAsync(Function("EchoAsync"))).Status.ShouldBe(InvocationStatus.Succeeded);
        _log.ShouldBe(["F: echoing"]);
    }

    [Fact]
    public async Task An_exception_becomes_Lambdas_error()
    {
        var result = await InvokeAsync(Function("FailAsync"));
        result.Status.ShouldBe(InvocationStatus.Failed);
        result.Error.ShouldBe("InvalidOperationException: no such thing");
        var error = JsonNode.Parse(result.Payload)!;
        error["errorType"]!.GetValue<string>().ShouldBe("InvalidOperationException");
        error["errorMessage"]!.GetValue<string>().ShouldBe("no such thing");
        error["stackTrace"]!.AsArray().ShouldContain(line => line!.GetValue<string>().Contains("FailAsync"));
        error["cause"]!["errorType"]!.GetValue<string>().ShouldBe("FormatException");
        _log.ShouldHaveSingleItem().ShouldContain("no such thing");
    }

    [Fact]
    public async Task An_instance_that_cannot_be_made_fails_the_invocation_and_is_tried_again()
    {
        var fails = true;
        SampleFunctions Make(Type type) => fails ? throw new InvalidOperationException("no key") : new SampleFunctions(_calls);
        await using var function = new LambdaFunction(Resource("Nothing"), Handler("Nothing"), Make, _time, _log.Enqueue);
        (await InvokeAsync(function)).Error.ShouldBe("InvalidOperationException: no key");
        fails = false;
        (await InvokeAsync(function)).Status.ShouldBe(InvocationStatus.Succeeded);
    }

    [Fact]
    public async Task A_run_past_its_timeout_is_left_to_itself()
    {
        _calls.Open = _open.Task;
        var run = InvokeAsync(Function("HangAsync"));
        (await _calls.NextAsync()).ShouldBe("hanging, 7 s left");

        await _time.PassAsync(TimeSpan.FromSeconds(7));

        var result = await run;
        result.Status.ShouldBe(InvocationStatus.TimedOut);
        result.Error!.ShouldEndWith("Error: Task timed out after 7.00 seconds");
        JsonNode.Parse(result.Payload)!["errorType"]!.GetValue<string>().ShouldBe("Sandbox.Timedout");
        _log.ShouldHaveSingleItem().ShouldEndWith("Task timed out after 7.00 seconds");
        _open.SetResult();
        (await _calls.NextAsync()).ShouldBe("no longer hanging");
    }

    [Fact]
    public async Task A_response_over_6_MB_is_an_error() =>
        (await InvokeAsync(Function("Big"))).ShouldSatisfyAllConditions(
            r => r.Status.ShouldBe(InvocationStatus.Failed),
            r => Encoding.UTF8.GetString(r.Payload).ShouldContain("Function.ResponseSizeTooLarge"));

    [Fact]
    public async Task Reserved_concurrency_refuses_callers_and_lets_events_wait()
    {
        _calls.Open = _open.Task;
        var function = Function("HangAsync", reserved: 1);
        var running = InvokeAsync(function);
        await _calls.NextAsync();

        (await InvokeAsync(function)).Status.ShouldBe(InvocationStatus.Throttled);
        var waiting = function.InvokeInTurnAsync([], "id", CancellationToken.None, CancellationToken.None);
        _calls.IsEmpty.ShouldBeTrue();

        _open.SetResult();
        (await running).Status.ShouldBe(InvocationStatus.Succeeded);
        (await waiting).Status.ShouldBe(InvocationStatus.Succeeded);
    }

    [Fact]
    public async Task A_function_that_reserves_none_never_runs()
    {
        var function = Function("Nothing", reserved: 0);
        (await InvokeAsync(function)).Status.ShouldBe(InvocationStatus.Throttled);
        (await function.InvokeInTurnAsync([], "id", CancellationToken.None, CancellationToken.None)).Status.ShouldBe(InvocationStatus.Throttled);
    }

    [Fact]
    public async Task Unreserved_functions_run_in_parallel()
    {
        _calls.Open = _open.Task;
        var function = Function("HangAsync");
        var runs = Enumerable.Range(0, 30).Select(_ => InvokeAsync(function)).ToList();
        for (var n = 0; n < 30; n++)
            (await _calls.NextAsync()).ShouldStartWith("hanging");
        _open.SetResult();
        (await Task.WhenAll(runs)).ShouldAllBe(result => result.Status == InvocationStatus.Succeeded);
    }

    [Fact]
    public async Task A_failing_event_is_tried_twice_more_after_one_and_two_minutes_under_one_request_id()
    {
        _calls.Failures = 2;
        var delivery = Queue(Function("TakeAsync")).InvokeAsync("{}"u8.ToArray(), "an event");
        await _time.PassAsync(TimeSpan.FromMinutes(1));
        await _time.PassAsync(TimeSpan.FromMinutes(2));
        await delivery;

        _calls.RequestIds.Count.ShouldBe(3);
        _calls.RequestIds.Distinct().ShouldHaveSingleItem();
        _log.ShouldNotContain(line => line.Contains("dropped"));
    }

    [Fact]
    public async Task An_event_that_keeps_failing_is_dropped_with_a_line()
    {
        _calls.Failures = 99;
        var delivery = Queue(Function("TakeAsync")).InvokeAsync("{}"u8.ToArray(), "an event of Rule");
        await _time.PassAsync(TimeSpan.FromMinutes(1));
        await _time.PassAsync(TimeSpan.FromMinutes(2));
        await delivery;

        _log.Last().ShouldBe("F: dropped an event of Rule after 3 attempts: TimeoutException: the handler's own");
    }

    [Theory]
    [InlineData(0, 21600)]
    [InlineData(2, 60)] // the second attempt would come at 60 s, but a third one at 180 s
    public async Task EventInvokeConfig_says_how_often_and_how_long(int retries, int age)
    {
        _calls.Failures = 99;
        var delivery = Queue(Function("TakeAsync", retries: new(retries, TimeSpan.FromSeconds(age)))).InvokeAsync("{}"u8.ToArray(), "it");
        if (retries > 0)
            await _time.PassAsync(TimeSpan.FromMinutes(1));
        await delivery;

        _log.Last().ShouldContain(retries == 0 ? "after 1 attempt:" : "after 2 attempts:");
    }

    internal static FunctionResource Resource(string method, int? reserved = null, RetryPolicy? retries = null) => new(
        "F", "demo-F", new Place("t.yaml", 1, 1, ""), HandlerName(method), TimeSpan.FromSeconds(7), 256, reserved,
        new Dictionary<string, string>(), retries ?? RetryPolicy.Lambda, [], [], []);

    private static string HandlerName(string method) => $"MrJob.Local.Tests::MrJob.Local.Tests.Gateway.SampleFunctions::{method}";

    private static HandlerMethod Handler(string method) => HandlerMethod.Resolve(HandlerName(method));

    private LambdaFunction Function(string method, int? reserved = null, RetryPolicy? retries = null) =>
        new(Resource(method, reserved, retries), Handler(method), Make, _time, _log.Enqueue);

    private AsyncInvoker Queue(LambdaFunction function) => new(function, _time, _log.Enqueue, CancellationToken.None, CancellationToken.None);

    private SampleFunctions Make(Type type)
    {
        Interlocked.Increment(ref _made);
        return new SampleFunctions(_calls);
    }

    private static Task<InvocationResult> InvokeAsync(LambdaFunction function) => function.InvokeAsync("{}"u8.ToArray(), CancellationToken.None);
}
