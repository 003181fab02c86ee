namespace MrJob.Local.Events;

/// <summary>Events that match go to the target.</summary>
/// <param name="Input">What the target gets instead of the event, or null.</param>
/// <param name="Target">Takes a payload and returns when the target is done with it for good: it has worked, or was given up.</param>
internal sealed record EventRule(string Name, EventPattern Pattern, string? Input, Func<byte[], Task> Target);
