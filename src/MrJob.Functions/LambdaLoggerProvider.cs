using System.Collections.Concurrent;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;

namespace MrJob.Functions;

/// <summary>Sends log records to Lambda's logger, which writes them as JSON with their level.</summary>
internal sealed class LambdaLoggerProvider : ILoggerProvider
{
    private readonly ConcurrentDictionary<string, ILogger> _loggers = new();

    public ILogger CreateLogger(string categoryName) => _loggers.GetOrAdd(categoryName, name => new Logger(name));

    public void Dispose()
    {
    }

    private sealed class Logger(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => logLevel >= Microsoft.Extensions.Logging.LogLevel.Information;

        public void Log<TState>(
            Microsoft.Extensions.Logging.LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                LambdaLogger.Log(logLevel.ToString(), exception, "{Category}: {Message}", category, formatter(state, exception));
        }
    }
}
