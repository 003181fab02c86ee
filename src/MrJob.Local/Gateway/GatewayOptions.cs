using Microsoft.AspNetCore.Builder;
using MrJob.Local.Events;

namespace MrJob.Local.Gateway;

/// <summary>What a gateway needs besides the template.</summary>
internal sealed record GatewayOptions
{
    /// <summary>Where the local services put their events. The gateway starts and stops its deliveries, and does not own it.</summary>
    public required EventBus Bus { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; } = 3000;

    /// <summary>
    /// Makes the one instance of a handler's type, with the environment that the function has in Lambda: the template's variables,
    /// AWS's own, and <see cref="Environment"/>. Functions share a process here, so the environment is an argument and not the process's.
    /// </summary>
    public Func<Type, IReadOnlyDictionary<string, string>, object> Activate { get; init; } = (type, _) => Activator.CreateInstance(type)!;

    /// <summary>Variables for all functions that win over the template's: where AWS is and with which credentials.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Takes the lines that functions log, and those about what fails. Called from any thread.</summary>
    public Action<string> Log { get; init; } = _ => { };

    /// <summary>Comes before all else in the HTTP pipeline, to refuse requests.</summary>
    public Action<IApplicationBuilder>? Guard { get; init; }

    /// <summary>How long stopping waits for invocations that run.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>A trigger that was wired, as the gateway tells its user.</summary>
/// <param name="Function">Logical id.</param>
/// <param name="Trigger"><c>at http://127.0.0.1:3000/jobs [POST]</c>, <c>on aws.s3 "Object Created"</c>, <c>every 1 minute</c>.</param>
internal sealed record Mount(string Function, string Trigger)
{
    public override string ToString() => $"Mounting {Function} {Trigger}";
}
