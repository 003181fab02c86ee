using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.Lambda.Core;

namespace MrJob.Local.Gateway.Handlers;

/// <summary>A function's log as lines of text: <c>Warning: job a was refused</c>.</summary>
internal sealed partial class LineLogger(Action<string> log) : ILambdaLogger
{
    public void Log(string message) => log(message.TrimEnd('\r', '\n'));

    public void LogLine(string message) => log(message);

    public void Log(string level, string message) => log($"{level}: {message}");

    public void Log(string level, string message, params object[] args) => Log(level, Fill(message, args));

    public void Log(string level, Exception exception, string message, params object[] args) =>
        Log(level, $"{Fill(message, args)}{Environment.NewLine}{exception}");

    /// <summary>Puts the arguments into the message's <c>{named}</c> places, in their order, as Lambda's own logger does.</summary>
    private static string Fill(string message, object[] args)
    {
        var next = 0;
        return Placeholder().Replace(message, place =>
            next < args.Length ? Convert.ToString(args[next++], CultureInfo.InvariantCulture) ?? "null" : place.Value);
    }

    [GeneratedRegex(@"\{@?\w+\}")]
    private static partial Regex Placeholder();
}
