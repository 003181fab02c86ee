using System.Collections;
using System.Reflection;

namespace MrJob.Local.Emr.Wire;

/// <summary>
/// Checks a request's members against their <see cref="ConstraintAttribute"/>s, through lists and nested shapes, and names every
/// fault.
/// </summary>
internal static class Validation
{
    private const int LongestShown = 256;

    /// <exception cref="EmrException">A ValidationException with all the faults.</exception>
    public static void Check(object request)
    {
        List<string> faults = [.. Faults(request, "")];
        if (faults.Count > 0)
            throw EmrException.Validation(
                $"{faults.Count} validation error{(faults.Count == 1 ? "" : "s")} detected: {string.Join("; ", faults)}");
    }

    private static IEnumerable<string> Faults(object shape, string path)
    {
        foreach (var member in shape.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var at = path + char.ToLowerInvariant(member.Name[0]) + member.Name[1..];
            var value = member.GetValue(shape);
            foreach (var broken in member.GetCustomAttributes<ConstraintAttribute>().Select(c => c.Broken(value)).OfType<string>())
                yield return $"Value {Show(value)} at '{at}' failed to satisfy constraint: {broken}";
            foreach (var fault in Inner(value, at))
                yield return fault;
        }
    }

    private static IEnumerable<string> Inner(object? value, string path) => value switch
    {
        string => [],
        IEnumerable list =>
            list.Cast<object?>().SelectMany((item, i) => item is null
                ? [$"Value null at '{path}.{i + 1}.member' failed to satisfy constraint: Member must not be null"]
                : IsShape(item) ? Faults(item, $"{path}.{i + 1}.member.") : []),
        { } when IsShape(value) => Faults(value, path + "."),
        _ => [],
    };

    private static bool IsShape(object value) =>
        value.GetType() is { IsClass: true } type && type.Namespace?.StartsWith("MrJob.", StringComparison.Ordinal) is true;

    private static string Show(object? value) => value switch
    {
        null => "null",
        IEnumerable<string> texts => $"'[{Cut(string.Join(", ", texts))}]'",
        _ => $"'{Cut(value.ToString() ?? "")}'",
    };

    private static string Cut(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "...";
}
