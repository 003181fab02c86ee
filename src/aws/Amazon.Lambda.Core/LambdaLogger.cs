namespace Amazon.Lambda.Core;

/// <summary>The log without a context at hand. Lambda's runtime redirects it; elsewhere it writes to the console.</summary>
public static class LambdaLogger
{
    public static void Log(string message) => Console.WriteLine(message);

    public static void Log(string level, string message, params object[] args) => Console.WriteLine(Format(level, message, args));

    public static void Log(LogLevel level, string message, params object[] args) => Log(level.ToString(), message, args);

    public static void Log(string level, Exception exception, string message, params object[] args)
    {
        Log(level, message, args);
        Console.WriteLine(exception);
    }

    public static void Log(LogLevel level, Exception exception, string message, params object[] args) =>
        Log(level.ToString(), exception, message, args);

    private static string Format(string level, string message, object[] args) =>
        args is { Length: > 0 }
            ? $"{level}: {message} Arguments: {string.Join(' ', args.Select(a => $"\"{a}\""))}"
            : $"{level}: {message}";
}
