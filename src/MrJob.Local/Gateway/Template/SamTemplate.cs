using MrJob.Local.Events;
using MrJob.Local.Gateway.Handlers;
using MrJob.Local.Gateway.Http;
using MrJob.Local.Gateway.Schedules;

namespace MrJob.Local.Gateway.Template;

/// <summary>
/// What a SAM template says of the things that the gateway runs: functions with their triggers, and buckets. All else in it,
/// such as roles, policies, queues and alarms, is for the cloud and is not looked at.
/// </summary>
internal sealed record SamTemplate(IReadOnlyList<FunctionResource> Functions, IReadOnlyList<BucketResource> Buckets)
{
    /// <param name="parameters">Values for the template's parameters; the rest have their defaults.</param>
    /// <exception cref="TemplateException">With every fault of the template.</exception>
    public static SamTemplate Load(string path, string stackName, IReadOnlyDictionary<string, string> parameters) =>
        Parse(Path.GetFileName(path), File.ReadAllText(path), stackName, parameters);

    /// <inheritdoc cref="Load"/>
    public static SamTemplate Parse(string file, string text, string stackName, IReadOnlyDictionary<string, string> parameters) =>
        TemplateReader.Read(YamlTree.Read(file, text), new Stack(stackName), parameters);
}

/// <summary>An <c>AWS::S3::Bucket</c>.</summary>
/// <param name="EventBridge">Whether the bucket's events go to EventBridge.</param>
internal sealed record BucketResource(string LogicalId, string Name, bool EventBridge);

/// <summary>An <c>AWS::Serverless::Function</c>, the template's Globals merged into it.</summary>
/// <param name="Name">Its name in Lambda.</param>
/// <param name="MemorySize">MB.</param>
/// <param name="ReservedConcurrency">How many invocations may run at once, or null for no limit of its own.</param>
internal sealed record FunctionResource(
    string LogicalId, string Name, Place Place, string Handler, TimeSpan Timeout, int MemorySize, int? ReservedConcurrency,
    IReadOnlyDictionary<string, string> Environment, RetryPolicy AsyncRetries,
    IReadOnlyList<RouteSource> Routes, IReadOnlyList<RuleSource> Rules, IReadOnlyList<ScheduleSource> Schedules);

/// <summary>An event of type HttpApi.</summary>
/// <param name="Iam">Whether callers sign their requests (AWS_IAM), so that the function sees who they are.</param>
/// <param name="Timeout">How long the API waits for the function.</param>
internal sealed record RouteSource(RouteKey Key, bool Iam, TimeSpan Timeout, Place Place);

/// <summary>An event of type EventBridgeRule.</summary>
/// <param name="Input">What the function gets instead of the event, or null.</param>
internal sealed record RuleSource(string Name, EventPattern Pattern, string Summary, string? Input);

/// <summary>An event of type ScheduleV2 (EventBridge Scheduler) or Schedule (a rule of EventBridge).</summary>
/// <param name="Scheduler">True for EventBridge Scheduler.</param>
internal sealed record ScheduleSource(string Name, Schedule Schedule, string? Input, bool Scheduler);
