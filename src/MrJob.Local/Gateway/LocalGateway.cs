using MrJob.Local.Events;
using MrJob.Local.Gateway.Handlers;
using MrJob.Local.Gateway.Http;
using MrJob.Local.Gateway.Schedules;
using MrJob.Local.Gateway.Template;

namespace MrJob.Local.Gateway;

/// <summary>
/// A template's functions, running: HTTP requests, events and schedules reach them in this process as they would in AWS.
/// Every schedule also runs once at the start, since a laptop that was off has missed its times.
/// </summary>
internal sealed class LocalGateway : IAsyncDisposable
{
    private readonly GatewayOptions _options;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly BackgroundTasks _ticks;
    private readonly List<(LambdaFunction Function, AsyncInvoker Queue)> _functions = [];
    private readonly List<ScheduleTimer> _timers = [];
    private LoopbackServer? _server;

    private LocalGateway(SamTemplate template, GatewayOptions options)
    {
        (_options, _ticks) = (options, new BackgroundTasks(options.Log));
        var faults = new FaultList();
        foreach (var resource in template.Functions)
            faults.Try(() => Add(resource), false);
        faults.ThrowIfAny();
    }

    /// <summary>Where the API is, with a slash at the end.</summary>
    public Uri Endpoint => new($"{Address}/");

    /// <summary>What was wired, function by function.</summary>
    public IReadOnlyList<Mount> Mounts => [.. _functions.SelectMany(entry => Mounting.Of(entry.Function.Resource, Address))];

    private string Address => _server?.Address ?? throw new InvalidOperationException("The gateway has not been started.");

    /// <summary>Resolves the handlers, serves the API, delivers events and runs schedules until it is disposed of.</summary>
    /// <exception cref="TemplateException">A Handler names no method that Lambda could call.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LocalGateway> StartAsync(SamTemplate template, GatewayOptions options, CancellationToken cancel = default)
    {
        var gateway = new LocalGateway(template, options);
        await gateway.ServeAsync(cancel);
        options.Bus.Start(gateway.Rules());
        gateway.StartSchedules();
        return gateway;
    }

    /// <summary>
    /// Takes no more requests and starts nothing more, gives what runs the drain timeout to end, then leaves it to itself. Events that were
    /// not delivered stay with the bus.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var timer in _timers)
            await timer.DisposeAsync();
        using var hurry = new CancellationTokenSource(_options.DrainTimeout, _options.Time);
        await _stop.CancelAsync();
        await using (hurry.Token.Register(_abandon.Cancel))
            await Task.WhenAll(_server!.StopAsync(hurry.Token), _options.Bus.StopAsync(), _ticks.WhenIdleAsync());
        await _server.DisposeAsync();
        foreach (var (function, _) in _functions)
            await function.DisposeAsync();
        _stop.Dispose();
        _abandon.Dispose();
    }

    private bool Add(FunctionResource resource)
    {
        var environment = FunctionEnvironment.Of(resource, _options.Environment);
        var function = new LambdaFunction(
            resource, Handler(resource), type => _options.Activate(type, environment), _options.Time, _options.Log);
        _functions.Add((function, new AsyncInvoker(function, _options.Time, _options.Log, _stop.Token, _abandon.Token)));
        return true;
    }

    private static HandlerMethod Handler(FunctionResource resource)
    {
        try
        {
            return HandlerMethod.Resolve(resource.Handler);
        }
        catch (HandlerException e)
        {
            throw new TemplateException(resource.Place, e.Message);
        }
    }

    private async Task ServeAsync(CancellationToken cancel)
    {
        var routes = _functions.SelectMany(
            entry => entry.Function.Resource.Routes, (entry, route) => KeyValuePair.Create(route.Key, new ApiRoute(entry.Function, route)));
        var api = new HttpApi(new RouteTable<ApiRoute>(routes), _options.Time, _abandon.Token);
        _server = await LoopbackServer.StartAsync(_options.Port, HttpApi.MaxBody, _options.Guard, api.HandleAsync, cancel);
    }

    private List<EventRule> Rules() =>
        [.. _functions.SelectMany(entry => entry.Function.Resource.Rules, (entry, rule) => new EventRule(
            rule.Name, rule.Pattern, rule.Input, payload => entry.Queue.InvokeAsync(payload, $"an event of {rule.Name}")))];

    private void StartSchedules()
    {
        foreach (var (function, queue) in _functions)
        {
            foreach (var schedule in function.Resource.Schedules)
                StartSchedule(schedule, queue);
        }
    }

    private void StartSchedule(ScheduleSource source, AsyncInvoker queue)
    {
        void Tick(DateTimeOffset time) =>
            _ticks.Run(source.Name, () => queue.InvokeAsync(SchedulePayload.For(source, time), $"a tick of {source.Name}"));
        Tick(_options.Time.GetUtcNow());
        _timers.Add(new ScheduleTimer(source.Schedule, _options.Time, Tick));
    }
}
