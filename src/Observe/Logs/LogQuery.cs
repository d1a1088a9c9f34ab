namespace Headwater.Observe.Logs;

/// <summary>Which lines are asked for.</summary>
public sealed record LogQuery
{
    /// <summary>Most characters of one page; a single longer line still comes.</summary>
    public const int MostPageChars = 1024 * 1024;

    /// <summary>Not before; milliseconds from 1970.</summary>
    public long From { get; init; }

    /// <summary>Before; milliseconds from 1970.</summary>
    public long Until { get; init; } = long.MaxValue;

    /// <summary>Only lines behind this place (before it, when <see cref="Newest"/>); null for no bound.</summary>
    public LogCursor? Beyond { get; init; }

    /// <summary>Whether the newest lines are wanted when there are more than <see cref="Limit"/>.</summary>
    public bool Newest { get; init; }

    /// <summary>Most lines; 1 or more.</summary>
    public int Limit { get; init; } = 10_000;

    /// <summary>Only lines that fit; null for all.</summary>
    public Patterns.FilterPattern? Pattern { get; init; }
}
