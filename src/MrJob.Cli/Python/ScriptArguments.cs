using System.CommandLine;
using System.CommandLine.Parsing;

namespace MrJob.Cli.Python;

/// <summary>
/// Which words of a command line are the script's own: all that follow JOB and are no switch of the command, nor a switch's value, in their order.
/// Behind <c>--</c> every word is the script's. Pure.
/// </summary>
internal static class ScriptArguments
{
    public static IReadOnlyList<string> Of(ParseResult parsed, Argument job)
    {
        var ours = parsed.CommandResult.Children.OfType<OptionResult>().SelectMany(o => o.Tokens).ToHashSet(ReferenceEqualityComparer.Instance);
        var script = parsed.GetResult(job)?.Tokens is [var first, ..] ? first : null;
        return [.. parsed.Tokens.SkipWhile(t => !ReferenceEquals(t, script)).Skip(1)
            .Where(t => t.Type == TokenType.Argument && !ours.Contains(t)).Select(t => t.Value)];
    }
}
