namespace Headwater.Observe.Metrics;

/// <summary>
/// Keeps measurements in roll-ups of one second (3 hours), one minute (15 days), five minutes (63 days) and one hour (455 days). Callable from anywhere.
/// </summary>
/// <remarks>Buckets that changed are held in memory until <see cref="Flush"/>, which runs every <see cref="MetricStoreOptions.FlushInterval"/>: a crash loses no more than that.</remarks>
public sealed class MetricStore : IMetricSink, IAsyncDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromDays(14);

    private readonly Lock _lock = new();
    private readonly MetricStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly SeriesCatalog _catalog;
    private readonly RollupFile[] _files;
    private readonly Dictionary<(MetricId Metric, string Unit), MetricSeries> _series = [];
    private readonly Dictionary<MetricId, List<MetricSeries>> _units = [];
    private readonly Dictionary<(int File, MetricSeries Series, long Number), Bucket> _unwritten = [];
    private readonly ITimer _timer;
    private long _refused;
    private int _generation;

    /// <summary>Opens the store of a directory, which is made when it is missing.</summary>
    public MetricStore(string directory, MetricStoreOptions options, TimeProvider time)
    {
        Directory.CreateDirectory(directory);
        _options = options;
        _time = time;
        _catalog = new SeriesCatalog(directory);
        _files = [.. Rollup.All.Select(rollup => new RollupFile(directory, rollup))];
        foreach (var series in _catalog.Read())
        {
            Enter(series);
            Recall(series);
        }

        _timer = time.CreateTimer(_ => Flush(), null, options.FlushInterval, options.FlushInterval);
    }

    /// <summary>Values that were refused because there were too many metrics or the disk failed.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <inheritdoc/>
    public void Record(MetricSample sample) =>
        Record(sample.Metric, sample.Unit, sample.Time, bucket => bucket.Add(sample.Value, 1));

    /// <summary>Takes values that were seen several times.</summary>
    public void Record(MetricId metric, string unit, DateTimeOffset time, IReadOnlyList<(double Value, double Count)> values) =>
        Record(metric, unit, time, bucket =>
        {
            foreach (var (value, count) in values)
            {
                bucket.Add(value, count);
            }
        });

    /// <summary>Takes what somebody else summed up.</summary>
    public void Record(MetricId metric, string unit, DateTimeOffset time, StatisticSet set) => Record(metric, unit, time, bucket => bucket.Add(set));

    /// <summary>
    /// The buckets of a metric, in order of time; those without values are absent. Each is a copy.
    /// </summary>
    /// <param name="metric">Which.</param>
    /// <param name="unit">Only values of this unit; null: of all.</param>
    /// <param name="start">From this bucket on; rounded down to a multiple of <paramref name="period"/>.</param>
    /// <param name="end">Before this time.</param>
    /// <param name="period">Length of a bucket; whole seconds, more than none.</param>
    public IReadOnlyList<(DateTimeOffset Time, Bucket Bucket)> Read(MetricId metric, string? unit, DateTimeOffset start, DateTimeOffset end, TimeSpan period)
    {
        var found = new SortedDictionary<long, Bucket>();
        lock (_lock)
        {
            foreach (var series in _units.GetValueOrDefault(metric) ?? [])
            {
                if (unit is null || series.Unit == unit)
                {
                    Read(series, Align(start, period), end, period, found);
                }
            }
        }

        return [.. found.Select(pair => (DateTimeOffset.UnixEpoch + (period * pair.Key), pair.Value))];
    }

    /// <summary>The units in which a metric has values, in the order in which they came.</summary>
    public IReadOnlyList<string> Units(MetricId metric)
    {
        lock (_lock)
        {
            return [.. (_units.GetValueOrDefault(metric) ?? []).Select(series => series.Unit)];
        }
    }

    /// <summary>Metrics that had values at or after a time, in the order of namespace, name and dimensions.</summary>
    public IReadOnlyList<MetricId> List(DateTimeOffset since)
    {
        lock (_lock)
        {
            return [.. _units
                .Where(pair => pair.Value.Any(series => series.Newest >= since))
                .Select(pair => pair.Key)
                .OrderBy(metric => metric.Namespace, StringComparer.Ordinal)
                .ThenBy(metric => metric.Name, StringComparer.Ordinal)
                .ThenBy(metric => string.Join('\n', metric.Dimensions.Select(dimension => $"{dimension.Name}\t{dimension.Value}")), StringComparer.Ordinal)];
        }
    }

    /// <summary>Writes what is only in memory. A disk that fails keeps it there for the next time, and costs what is beyond the bound.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            try
            {
                foreach (var ((file, series, number), bucket) in _unwritten)
                {
                    _files[file].Write(series, number, bucket);
                }

                _unwritten.Clear();
            }
            catch (IOException) when (_unwritten.Count <= _options.MostUnwritten)
            {
                // Kept for the next time.
            }
            catch (IOException)
            {
                Interlocked.Add(ref _refused, _unwritten.Count);
                _unwritten.Clear();
            }
        }
    }

    /// <summary>Writes what is only in memory and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        Flush();
        foreach (var file in _files)
        {
            file.Dispose();
        }
    }

    private static DateTimeOffset Align(DateTimeOffset time, TimeSpan period) =>
        DateTimeOffset.UnixEpoch + (period * Math.Floor((time - DateTimeOffset.UnixEpoch) / period));

    private void Record(MetricId metric, string unit, DateTimeOffset time, Action<Bucket> add)
    {
        lock (_lock)
        {
            if (Find(metric, unit, time) is not { } series)
            {
                Interlocked.Increment(ref _refused);
                return;
            }

            series.Newest = time > series.Newest ? time : series.Newest;
            var now = _time.GetUtcNow();
            for (var file = 0; file < _files.Length; file++)
            {
                if (time > now - _files[file].Rollup.Kept)
                {
                    add(Changing(file, series, _files[file].Rollup.Number(time)));
                }
            }

            series.Oldest = time < series.Oldest ? time : series.Oldest;
            series.Latest = time > series.Latest ? time : series.Latest;
            if (_unwritten.Count > _options.MostUnwritten)
            {
                Flush();
            }
        }
    }

    private Bucket Changing(int file, MetricSeries series, long number)
    {
        if (!_unwritten.TryGetValue((file, series, number), out var bucket))
        {
            // Nothing of the series can stand there when all it has is older or newer: most writes need no read.
            var start = _files[file].Rollup.Start(number);
            var mayStand = series.Oldest < start + _files[file].Rollup.Span && series.Latest >= start;
            bucket = (mayStand ? _files[file].Read(series, number) : null) ?? new Bucket();
            _unwritten.Add((file, series, number), bucket);
        }

        return bucket;
    }

    private void Read(MetricSeries series, DateTimeOffset start, DateTimeOffset end, TimeSpan period, SortedDictionary<long, Bucket> found)
    {
        var file = Array.FindLastIndex(_files, file => period.Ticks % file.Rollup.Span.Ticks == 0);
        var rollup = _files[file].Rollup;
        var oldest = _time.GetUtcNow() - rollup.Kept;
        var first = rollup.Number(start > oldest ? start : oldest);
        var last = rollup.Number(end + rollup.Span - TimeSpan.FromTicks(1));
        _files[file].Read(series, first, last, (number, bucket) =>
        {
            if (!_unwritten.ContainsKey((file, series, number)))
            {
                Into(found, rollup.Start(number), period, bucket);
            }
        });
        foreach (var ((_, _, number), bucket) in _unwritten.Where(pair => pair.Key.File == file && pair.Key.Series == series && pair.Key.Number >= first && pair.Key.Number < last))
        {
            Into(found, rollup.Start(number), period, bucket);
        }
    }

    private static void Into(SortedDictionary<long, Bucket> found, DateTimeOffset time, TimeSpan period, Bucket bucket)
    {
        var number = (long)Math.Floor((time - DateTimeOffset.UnixEpoch) / period);
        if (!found.TryGetValue(number, out var sum))
        {
            found.Add(number, sum = new Bucket());
        }

        sum.Add(bucket);
    }

    private MetricSeries? Find(MetricId metric, string unit, DateTimeOffset time)
    {
        if (_series.TryGetValue((metric, unit), out var known))
        {
            return known;
        }

        if (Place() is not { } index)
        {
            return null;
        }

        var series = new MetricSeries(metric, unit, index, ++_generation) { Newest = time, Oldest = DateTimeOffset.MaxValue, Latest = DateTimeOffset.MinValue };
        try
        {
            _catalog.Append(series);
        }
        catch (IOException)
        {
            return null;
        }

        Enter(series);
        return series;
    }

    private int? Place()
    {
        if (_series.Count < _options.MostSeries)
        {
            return _series.Count;
        }

        var idlest = _series.Values.MinBy(series => series.Newest)!;
        if (idlest.Newest > _time.GetUtcNow() - Idle)
        {
            return null;
        }

        Leave(idlest);
        return idlest.Index;
    }

    private void Enter(MetricSeries series)
    {
        _series.Add((series.Metric, series.Unit), series);
        if (!_units.TryGetValue(series.Metric, out var units))
        {
            _units.Add(series.Metric, units = []);
        }

        units.Add(series);
        _generation = Math.Max(_generation, series.Generation);
    }

    private void Leave(MetricSeries series)
    {
        _series.Remove((series.Metric, series.Unit));
        _units[series.Metric].Remove(series);
        if (_units[series.Metric].Count == 0)
        {
            _units.Remove(series.Metric);
        }

        foreach (var key in _unwritten.Keys.Where(key => key.Series == series).ToList())
        {
            _unwritten.Remove(key);
        }
    }

    /// <summary>Finds out after a start how new its values are, as far back as anybody asks, in steps of an hour.</summary>
    private void Recall(MetricSeries series)
    {
        var hours = _files[^1];
        var now = hours.Rollup.Number(_time.GetUtcNow());
        hours.Read(series, now - (long)(Idle / hours.Rollup.Span) - 1, now + 4, (number, _) => series.Newest = hours.Rollup.Start(number));
    }
}
