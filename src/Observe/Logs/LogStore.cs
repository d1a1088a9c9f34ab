using System.Collections.Concurrent;
using System.Threading.Channels;
using Headwater.Documents;
using Headwater.Observe.Logs.Patterns;
using Headwater.Observe.Metrics;

namespace Headwater.Observe.Logs;

/// <summary>
/// Groups and streams as documents, lines in append-only files. Callable from anywhere. What <see cref="AppendAsync"/> has taken survives the process;
/// what <see cref="Write"/> has taken is written soon after.
/// </summary>
public sealed class LogStore : ILogSink, IAsyncDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);

    private readonly string _directory;
    private readonly IDocumentStore _documents;
    private readonly LogStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly IMetricSink _metrics;
    private readonly DocumentSet<LogGroup> _groups;
    private readonly DocumentSet<LogStream> _streams;
    private readonly DocumentSet<MetricFilter> _filters;
    private readonly ConcurrentDictionary<string, LogStreamFiles> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<(MetricFilter Filter, FilterPattern Pattern)>> _filtersOf = new(StringComparer.Ordinal);
    private readonly Channel<Waiting> _waiting;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writer;
    private readonly Task _sweeper;
    private long _dropped;
    private long _filterChanges;

    /// <summary>Opens the store of a directory, which is made when it is missing, and begins to write and sweep.</summary>
    public LogStore(string directory, IDocumentStore documents, LogStoreOptions options, TimeProvider time, IMetricSink metrics)
    {
        _directory = directory;
        _documents = documents;
        _options = options;
        _time = time;
        _metrics = metrics;
        _groups = new(documents, "observe/log-groups", ObserveJson.Options);
        _streams = new(documents, "observe/log-streams", ObserveJson.Options);
        _filters = new(documents, "observe/metric-filters", ObserveJson.Options);
        Directory.CreateDirectory(directory);
        _waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(options.MostWaiting) { SingleReader = true, SingleWriter = false, FullMode = BoundedChannelFullMode.Wait });
        _writer = WriteAllAsync();
        _sweeper = SweepAllAsync(new PeriodicTimer(SweepInterval, time));
    }

    /// <summary>Lines of the platform that were lost because too many waited or the disk failed.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <inheritdoc/>
    public void Write(string group, string stream, DateTimeOffset time, string line)
    {
        if (!_waiting.Writer.TryWrite(new Waiting(group, stream, new LogLine(time.ToUnixTimeMilliseconds(), line), null)))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Waits until what <see cref="Write"/> took before this call is written.</summary>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _waiting.Writer.WriteAsync(new Waiting("", "", default, written), cancellationToken);
        await written.Task.WaitAsync(cancellationToken);
    }

    /// <summary>The group of that name, or null.</summary>
    public async ValueTask<LogGroup?> FindGroupAsync(string name, CancellationToken cancellationToken) => (await _groups.FindAsync(name, cancellationToken))?.Value;

    /// <summary>Groups whose names begin so, in the order of their names.</summary>
    public async ValueTask<IReadOnlyList<LogGroup>> ListGroupsAsync(string prefix, string? after, CancellationToken cancellationToken)
    {
        var found = new List<LogGroup>();
        await foreach (var group in _groups.ListAsync(cancellationToken, prefix, after))
        {
            found.Add(group.Value);
        }

        return found;
    }

    /// <summary>Makes a group; false when there is one of that name.</summary>
    public ValueTask<bool> TryCreateGroupAsync(LogGroup group, CancellationToken cancellationToken) => _groups.TryPutAsync(group.Name, group, 0, cancellationToken);

    /// <summary>Changes a group; false when there is none.</summary>
    public async ValueTask<bool> ChangeGroupAsync(string name, Func<LogGroup, LogGroup> change, CancellationToken cancellationToken)
    {
        while (await _groups.FindAsync(name, cancellationToken) is { } standing)
        {
            if (await _groups.TryPutAsync(name, change(standing.Value), standing.Version, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Removes a group with its streams, lines and filters.</summary>
    public async ValueTask RemoveGroupAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var stream in await ListStreamsAsync(name, "", cancellationToken))
        {
            await RemoveStreamAsync(stream, cancellationToken);
        }

        foreach (var filter in await ListFiltersAsync(name, cancellationToken))
        {
            await RemoveFilterAsync(name, filter.Name, cancellationToken);
        }

        await _groups.TryPutAsync(name, null, null, cancellationToken);
    }

    /// <summary>The stream of that name, or null.</summary>
    public async ValueTask<LogStream?> FindStreamAsync(string group, string name, CancellationToken cancellationToken) =>
        (await _streams.FindAsync(Id(group, name), cancellationToken))?.Value;

    /// <summary>Streams of a group whose names begin so, in the order of their names.</summary>
    public async ValueTask<IReadOnlyList<LogStream>> ListStreamsAsync(string group, string prefix, CancellationToken cancellationToken)
    {
        var found = new List<LogStream>();
        await foreach (var stream in _streams.ListAsync(cancellationToken, Id(group, prefix)))
        {
            found.Add(stream.Value);
        }

        return found;
    }

    /// <summary>What is in a stream.</summary>
    public LogStreamExtent Extent(LogStream stream) =>
        Files(stream).Extent is { } extent ? new(stream, extent.Oldest, extent.Newest, extent.Ingested, extent.Bytes) : new(stream, null, null, null, 0);

    /// <summary>Makes a stream in a group that is there; false when there is one of that name.</summary>
    public ValueTask<bool> TryCreateStreamAsync(string group, string name, CancellationToken cancellationToken) =>
        _streams.TryPutAsync(Id(group, name), new LogStream(group, name, _time.GetUtcNow(), Guid.NewGuid().ToString("N")), 0, cancellationToken);

    /// <summary>Removes a stream with its lines.</summary>
    public async ValueTask RemoveStreamAsync(LogStream stream, CancellationToken cancellationToken)
    {
        await _streams.TryPutAsync(Id(stream.Group, stream.Name), null, null, cancellationToken);
        _files.TryRemove(stream.Directory, out _);
        var directory = Path.Combine(_directory, stream.Directory);
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Appends lines to a stream; they survive the process when this returns.</summary>
    public async ValueTask AppendAsync(LogStream stream, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken)
    {
        Files(stream).Append(lines, _time.GetUtcNow().ToUnixTimeMilliseconds());
        foreach (var (filter, pattern) in await FiltersOfAsync(stream.Group, cancellationToken))
        {
            foreach (var line in lines)
            {
                if (filter.Sample(pattern, line) is { } sample)
                {
                    _metrics.Record(sample);
                }
            }
        }
    }

    /// <summary>One page of the lines of streams of one group, oldest first, without what is older than the group keeps.</summary>
    /// <param name="group">The group.</param>
    /// <param name="streams">Its streams.</param>
    /// <param name="query">Which lines.</param>
    /// <returns>The lines, and whether there are more.</returns>
    public (IReadOnlyList<LogEvent> Events, bool HasMore) Read(LogGroup group, IEnumerable<LogStream> streams, LogQuery query)
    {
        var selection = new LogSelection(query with { From = Math.Max(query.From, Oldest(group)) });
        foreach (var stream in streams)
        {
            Files(stream).Read(stream.Name, selection);
        }

        return (selection.Events, selection.HasMore);
    }

    /// <summary>The filters of a group in the order of their names.</summary>
    public async ValueTask<IReadOnlyList<MetricFilter>> ListFiltersAsync(string? group, CancellationToken cancellationToken)
    {
        var found = new List<MetricFilter>();
        await foreach (var filter in _filters.ListAsync(cancellationToken, group is null ? "" : Id(group, "")))
        {
            found.Add(filter.Value);
        }

        return found;
    }

    /// <summary>Makes or replaces a filter; it sees lines that come from now on.</summary>
    public async ValueTask PutFilterAsync(MetricFilter filter, CancellationToken cancellationToken)
    {
        await _filters.TryPutAsync(Id(filter.Group, filter.Name), filter, null, cancellationToken);
        ForgetFilters(filter.Group);
    }

    /// <summary>Removes a filter; false when there is none.</summary>
    public async ValueTask<bool> RemoveFilterAsync(string group, string name, CancellationToken cancellationToken)
    {
        var found = await _filters.FindAsync(Id(group, name), cancellationToken) is not null;
        await _filters.TryPutAsync(Id(group, name), null, null, cancellationToken);
        ForgetFilters(group);
        return found;
    }

    /// <summary>Removes files whose every line is older than its group keeps, and directories of streams that are gone.</summary>
    public async ValueTask SweepAsync(CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var before = Directory.EnumerateDirectories(_directory).Select(path => Path.GetFileName(path)).ToList();
        foreach (var group in await ListGroupsAsync("", null, cancellationToken))
        {
            foreach (var stream in await ListStreamsAsync(group.Name, "", cancellationToken))
            {
                known.Add(stream.Directory);
                if (group.RetentionDays is not null)
                {
                    Files(stream).DropBefore(Oldest(group));
                }
            }
        }

        foreach (var orphan in before.Where(name => !known.Contains(name)))
        {
            Directory.Delete(Path.Combine(_directory, orphan), recursive: true);
        }
    }

    /// <summary>Writes what waits and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writer;
        await _stop.CancelAsync();
        await _sweeper;
        _stop.Dispose();
    }

    private void ForgetFilters(string group)
    {
        Interlocked.Increment(ref _filterChanges);
        _filtersOf.TryRemove(group, out _);
    }

    private static string Id(string group, string name) => $"{group}\n{name}";

    private long Oldest(LogGroup group) => group.RetentionDays is { } days ? (_time.GetUtcNow() - TimeSpan.FromDays(days)).ToUnixTimeMilliseconds() : 0;

    private LogStreamFiles Files(LogStream stream) => _files.GetOrAdd(stream.Directory, name => new LogStreamFiles(Path.Combine(_directory, name)));

    private async ValueTask<IReadOnlyList<(MetricFilter Filter, FilterPattern Pattern)>> FiltersOfAsync(string group, CancellationToken cancellationToken)
    {
        if (_filtersOf.TryGetValue(group, out var known))
        {
            return known;
        }

        var changes = Volatile.Read(ref _filterChanges);
        IReadOnlyList<(MetricFilter, FilterPattern)> filters = [.. (await ListFiltersAsync(group, cancellationToken)).Select(filter => (filter, FilterPattern.Read(filter.Pattern)))];
        _filtersOf[group] = filters;

        // A filter that was written meanwhile may be missing in the list: then nobody shall keep it.
        if (Volatile.Read(ref _filterChanges) != changes)
        {
            _filtersOf.TryRemove(group, out _);
        }

        return filters;
    }

    private async Task WriteAllAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            var batch = new List<Waiting>();
            while (batch.Count < 1000 && _waiting.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            foreach (var lines in batch.Where(next => next.Written is null).GroupBy(next => (next.Group, next.Stream)))
            {
                await WriteBatchAsync(lines.Key.Group, lines.Key.Stream, [.. lines.Select(line => line.Line)]);
            }

            foreach (var next in batch)
            {
                next.Written?.TrySetResult();
            }
        }
    }

    private async ValueTask WriteBatchAsync(string group, string stream, List<LogLine> lines)
    {
        try
        {
            await AppendAsync(await StreamAsync(group, stream), lines, CancellationToken.None);
        }
#pragma warning disable CA1031 // The loop's edge: lines that cannot be written are counted, those that follow are not lost with them.
        catch (Exception)
        {
            Interlocked.Add(ref _dropped, lines.Count);
        }
#pragma warning restore CA1031
    }

    private async ValueTask<LogStream> StreamAsync(string group, string stream)
    {
        while (true)
        {
            if (await FindStreamAsync(group, stream, CancellationToken.None) is { } found)
            {
                return found;
            }

            await TryCreateGroupAsync(new LogGroup { Name = group, Created = _time.GetUtcNow(), RetentionDays = _options.PlatformRetentionDays }, CancellationToken.None);
            await TryCreateStreamAsync(group, stream, CancellationToken.None);
        }
    }

    private async Task SweepAllAsync(PeriodicTimer timer)
    {
        using (timer)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(_stop.Token))
                {
                    await SweepOnceAsync();
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // The end.
            }
        }
    }

    private async ValueTask SweepOnceAsync()
    {
        try
        {
            await SweepAsync(_stop.Token);
        }
        catch (IOException)
        {
            // The next round tries again.
        }
    }

    private sealed record Waiting(string Group, string Stream, LogLine Line, TaskCompletionSource? Written);
}
