namespace Headwater.Observe.Logs;

/// <summary>Picks the first (or last) lines of a query out of many in any order, holding no more than one page of them.</summary>
internal sealed class LogSelection
{
    private readonly LogQuery _query;
    private readonly SortedSet<LogEvent> _kept = new(Comparer<LogEvent>.Create((left, right) => left.Cursor.CompareTo(right.Cursor)));
    private long _chars;

    public LogSelection(LogQuery query) => _query = query;

    /// <summary>Whether lines were left out because the page was full.</summary>
    public bool HasMore { get; private set; }

    /// <summary>The lines, oldest first.</summary>
    public IReadOnlyList<LogEvent> Events => [.. _kept];

    /// <summary>Whether lines of a span of time could still be picked.</summary>
    public bool Wants(long oldest, long newest)
    {
        if (newest < _query.From || oldest >= _query.Until)
        {
            return false;
        }

        return _query.Beyond is not { } beyond || (_query.Newest ? oldest <= beyond.Time : newest >= beyond.Time);
    }

    /// <summary>Offers one line.</summary>
    public void Offer(LogEvent line)
    {
        var cursor = line.Cursor;
        if (line.Time < _query.From || line.Time >= _query.Until
            || (_query.Beyond is { } beyond && (_query.Newest ? cursor >= beyond : cursor <= beyond))
            || (IsFull && IsWorse(cursor))
            || (_query.Pattern is not null && _query.Pattern.Match(line.Text) is null))
        {
            HasMore |= IsFull && Fits(line);
            return;
        }

        _kept.Add(line);
        _chars += line.Text.Length;
        while (_kept.Count > 1 && (_kept.Count > _query.Limit || _chars - Worst.Text.Length >= LogQuery.MostPageChars))
        {
            HasMore = true;
            var worst = Worst;
            _chars -= worst.Text.Length;
            _kept.Remove(worst);
        }
    }

    private bool IsFull => _kept.Count >= _query.Limit || _chars >= LogQuery.MostPageChars;

    private LogEvent Worst => (_query.Newest ? _kept.Min : _kept.Max)!;

    private bool IsWorse(LogCursor cursor) => _query.Newest ? cursor < Worst.Cursor : cursor > Worst.Cursor;

    /// <summary>Whether a line that found the page full would have been picked otherwise.</summary>
    private bool Fits(LogEvent line) =>
        !HasMore && line.Time >= _query.From && line.Time < _query.Until
        && (_query.Beyond is not { } beyond || (_query.Newest ? line.Cursor < beyond : line.Cursor > beyond))
        && (_query.Pattern is null || _query.Pattern.Match(line.Text) is not null);
}
