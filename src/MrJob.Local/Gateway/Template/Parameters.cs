using System.Globalization;
using System.Text.RegularExpressions;

namespace MrJob.Local.Gateway.Template;

/// <summary>The values of a template's parameters: what was given, else the defaults, held to the declared constraints.</summary>
internal static class Parameters
{
    /// <param name="given">Values by parameter name, as <c>sam deploy --parameter-overrides</c> takes them.</param>
    public static IReadOnlyDictionary<string, Node> Read(MapNode template, IReadOnlyDictionary<string, string> given, FaultList faults)
    {
        var declared = template["Parameters"]?.Map().Entries ?? [];
        foreach (var name in given.Keys.Where(name => declared.All(entry => entry.Key != name)))
            faults.Add(template.Place, $"has no parameter {name}; it has {string.Join(", ", declared.Select(entry => entry.Key))}.");

        return declared.ToDictionary(
            entry => entry.Key,
            entry => faults.Try(() => Value(entry.Value.Map(), given.GetValueOrDefault(entry.Key)), new TextNode(entry.Value.Place, "")));
    }

    private static Node Value(MapNode declaration, string? given)
    {
        var type = declaration["Type"]?.Text() ?? "String";
        // The Default of an SSM parameter is where to look the value up, and there is nowhere to look here.
        var fallback = type.StartsWith("AWS::SSM::Parameter::Value", StringComparison.Ordinal) ? null : declaration["Default"]?.Text();
        var text = given ?? fallback ?? throw declaration.Fault("has no default here; a value must be given.");

        if (type is not ("CommaDelimitedList" or "List<Number>") && !type.Contains("List<", StringComparison.Ordinal))
        {
            Check(declaration, text, type == "Number");
            return new TextNode(declaration.Place, text);
        }

        var items = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var item in items)
            Check(declaration, item, type == "List<Number>");
        return new ListNode(declaration.Place, [.. items.Select(item => new TextNode(declaration.Place, item))]);
    }

    private static void Check(MapNode declaration, string text, bool number)
    {
        if (declaration["AllowedValues"]?.List() is { } allowed && allowed.Items.All(item => item.Text() != text))
            throw declaration.Fault($"is '{text}'; it must be one of {string.Join(", ", allowed.Items.Select(item => item.Text()))}.");
        if (declaration["AllowedPattern"]?.Text() is { } pattern && !Matches(declaration["AllowedPattern"]!, pattern, text))
            throw declaration.Fault($"is '{text}'; it must match {pattern}.");

        if (number)
            CheckRange(declaration, text, Number(declaration, text), "MinValue", "MaxValue");
        else
            CheckRange(declaration, text, text.Length, "MinLength", "MaxLength");
    }

    private static bool Matches(Node place, string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, $"^(?:{pattern})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException e)
        {
            throw place.Fault($"is no regular expression: {e.Message}");
        }
    }

    private static void CheckRange(MapNode declaration, string text, decimal measured, string min, string max)
    {
        if (declaration[min] is { } least && measured < Number(least, least.Text()))
            throw declaration.Fault($"is '{text}'; its {min} is {least.Text()}.");
        if (declaration[max] is { } most && measured > Number(most, most.Text()))
            throw declaration.Fault($"is '{text}'; its {max} is {most.Text()}.");
    }

    private static decimal Number(Node place, string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw place.Fault($"is '{text}'; it must be a number.");
}
