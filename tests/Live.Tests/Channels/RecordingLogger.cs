using Microsoft.Extensions.Logging;

namespace Headwater.Live.Tests.Channels;

/// <summary>Keeps the lines of a log.</summary>
internal sealed class RecordingLogger : ILogger
{
    private readonly Lock _gate = new();
    private readonly List<(LogLevel Level, string Text)> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines.Select(line => line.Text)];
            }
        }
    }

    public IEnumerable<string> Errors
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines.Where(line => line.Level >= LogLevel.Error).Select(line => line.Text)];
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_gate)
        {
            _lines.Add((logLevel, exception is null ? formatter(state, exception) : $"{formatter(state, exception)}: {exception}"));
        }
    }
}
