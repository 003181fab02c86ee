using MrJob.Local.Gateway.Template;

namespace MrJob.Local.Gateway;

/// <summary>Says what a function is wired to, in the words of <c>sam local</c> where it has them.</summary>
internal static class Mounting
{
    public static IEnumerable<Mount> Of(FunctionResource function, string address) =>
    [
        .. from route in function.Routes
           group route.Key.Method by route.Key.IsDefault ? " $default" : route.Key.Path into path
           select new Mount(function.LogicalId, $"at {address}{path.Key} [{string.Join(", ", path)}]"),
        .. function.Rules.Select(rule => new Mount(function.LogicalId, $"on {rule.Summary}")),
        .. function.Schedules.Select(schedule => new Mount(function.LogicalId, schedule.Schedule.ToString()!)),
    ];
}
