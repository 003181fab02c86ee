using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace MrJob.Cli.Commands;

/// <summary>Says what is wrong with a command line in the words of its user. Pure.</summary>
internal static partial class UsageErrors
{
    /// <summary>A line for each fault, and where to read more.</summary>
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        var missing = parsed.CommandResult.Command.Options.Select(o => MissingValue(o, parsed)).OfType<string>().ToList();
        // Where a value is missing, what the parser says of the switch that it took for one only confuses.
        foreach (var line in missing.Count > 0 ? missing : parsed.Errors.Select(e => InWords(e.Message)).Distinct())
            yield return line;
        var names = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Parent: not null } command; at = command.Parent)
            names.Push(command.Command.Name);
        yield return $"Try: {string.Join(' ', names.Prepend("mrjob"))} --help";
    }

    /// <summary>An option whose value looks like another switch of the command.</summary>
    private static string? MissingValue(Option option, ParseResult parsed)
    {
        if (option.ValueType == typeof(bool) || parsed.GetResult(option) is not { Implicit: false } result)
            return null;
        return result.Tokens.FirstOrDefault(t => parsed.CommandResult.Command.Options.Any(o => o.Name == t.Value || o.Aliases.Contains(t.Value))) is not null
            ? $"{option.Name} needs a value." : null;
    }

    private static string InWords(string message) => WrongType().Match(message) is { Success: true } wrong
        ? $"{wrong.Groups["name"].Value} is '{wrong.Groups["value"].Value}'; it must be {Kind(wrong.Groups["type"].Value)}." : message;

    private static string Kind(string type) => type.Contains("Int", StringComparison.Ordinal) ? "a whole number" : type.Contains("Double", StringComparison.Ordinal) ? "a number" : "something else";

    [GeneratedRegex(@"^Cannot parse argument '(?<value>.*)' for (?:option|command) '(?<name>[^']*)' as expected type '(?<type>.*)'\.", RegexOptions.CultureInvariant)]
    private static partial Regex WrongType();
}
