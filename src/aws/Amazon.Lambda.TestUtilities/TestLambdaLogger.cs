using System.Text;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.TestUtilities;

/// <summary>
/// A log that a test can read, and the console shows. Arguments are listed under a message, one a line, and not filled into it.
/// </summary>
public class TestLambdaLogger : ILambdaLogger
{
    public StringBuilder Buffer { get; } = new();

    public void Log(string message) => LogLine(message);

    public void LogLine(string message)
    {
        Buffer.AppendLine(message);
        Console.WriteLine(message);
    }

    public void Log(string level, string message) => LogLine($"{level}: {message}");

    public void Log(string level, string message, params object[] args) => LogLine(Format(level, message, args).ToString());

    public void Log(string level, Exception exception, string message, params object[] args)
    {
        var text = Format(level, message, args);
        if (exception is not null)
            text.AppendLine().AppendLine(exception.ToString());
        LogLine(text.ToString());
    }

    private static StringBuilder Format(string level, string message, object[] args)
    {
        var text = new StringBuilder($"{level}: {message}");
        if (args is not { Length: > 0 })
            return text;
        text.AppendLine();
        foreach (var arg in args)
            text.AppendLine($"\t{arg}");
        return text;
    }
}
