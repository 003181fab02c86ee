using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace MrJob.Cli.Jobs;

/// <summary>Tells what logs said, for a person. Pure.</summary>
/// <param name="isTerminal">Whether colours and links mean something where it is shown.</param>
internal sealed class LogText(bool isTerminal)
{
    private const string Red = "31";
    private const string Dim = "2";

    /// <summary>The cause first, then how it was found, then what else was seen, then an index of the logs.</summary>
    public string Of(JsonObject answer)
    {
        var text = new StringBuilder();
        if (answer["cause"] is JsonObject cause)
            text.Append(Cause(cause)).Append("\n\n");
        if (answer["problem"] is { } problem)
            text.Append(Painted(problem.ToString(), Red)).Append("\n\n");
        var logs = answer["logs"]!.AsArray();
        foreach (var log in logs.Where(l => l!["size"]!.GetValue<long>() > 0))
            text.Append(CultureInfo.InvariantCulture, $"{log!["size"],10}  {Linked(log["uri"]!.ToString(), log["url"]?.ToString())}\n");
        if (logs.Count(l => l!["size"]!.GetValue<long>() == 0) is > 0 and var empty)
            text.Append(CultureInfo.InvariantCulture, $"and {empty} without a word\n");
        if (answer["more_logs"]?.GetValue<int>() is > 0 and var more)
            text.Append(CultureInfo.InvariantCulture, $"and {more} more beside these\n");
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>What failed, where it is written, and why this is thought to be it.</summary>
    public string Cause(JsonObject cause)
    {
        var text = new StringBuilder(Painted(JobText.Cause(cause), Dim)).Append('\n').Append(Painted(Printable(cause["text"]!.ToString()), Red));
        foreach (var line in JobText.About(cause))
            text.Append('\n').Append(line);
        foreach (var other in cause["others"] as JsonArray ?? [])
        {
            var place = other!["file"] is { } file ? $" ({file}:{other["line"]})" : "";
            text.Append('\n').Append(Painted($"Also seen: {Printable(other["text"]!.ToString())}{place}", Dim));
        }
        return text.ToString();
    }

    /// <summary>Whoever writes a log must not get to say what a terminal does.</summary>
    public static string Printable(string text) => string.Create(text.Length, text, (shown, read) =>
    {
        for (var i = 0; i < read.Length; i++)
            shown[i] = char.IsControl(read[i]) && read[i] is not ('\n' or '\t') ? '\ufffd' : read[i];
    });

    /// <summary>The same on one line, and with nothing that turns the direction of text: for names that others have chosen.</summary>
    public static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') ? '\ufffd' : c));

    private string Painted(string text, string colour) => isTerminal ? $"\e[{colour}m{text}\e[0m" : text;

    /// <summary>A link that terminals open (https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda).</summary>
    private string Linked(string text, string? url) => isTerminal && url is not null ? $"\e]8;;{url}\e\\{text}\e]8;;\e\\" : text;
}
