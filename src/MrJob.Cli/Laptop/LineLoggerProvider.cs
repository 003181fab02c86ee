using Microsoft.Extensions.Logging;
using MrJob.Cli.Jobs;

namespace MrJob.Cli.Laptop;

/// <summary>Sends the handlers' log records to the service's log, a line each.</summary>
internal sealed class LineLoggerProvider(Action<string> log) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName[(categoryName.LastIndexOf('.') + 1)..], log);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, Action<string> log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                log($"{logLevel} {category}: {LogText.Line(formatter(state, exception))}{(exception is null ? "" : $" {exception}")}");
        }
    }
}
