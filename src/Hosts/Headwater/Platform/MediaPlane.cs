using System.Collections.Immutable;
using System.Threading.Channels;
using Headwater.Live.Packages;
using Headwater.Log;
using Headwater.Origin;
using Headwater.Plans;

namespace Headwater.Hosts.Platform;

/// <summary>Runs whole plans by difference: what is the same goes on untouched, what failed is told and does not stop the rest.</summary>
/// <remarks>
/// Shutdown in two steps, with HTTP between them: <see cref="StopAsync"/> ends sessions, pipelines, archives and packages and writes what
/// they hold; <see cref="DisposeAsync"/> closes the logs.
/// </remarks>
public sealed class MediaPlane : IMediaPlane, IAsyncDisposable
{
    private static readonly TimeSpan PicturePeriod = TimeSpan.FromSeconds(1);
    private const int MostLogAlerts = 100;

    private readonly MediaPlaneParts _parts;
    private readonly ILogger _logger;
    private readonly ObservationBoard _board = new();
    private readonly SemaphoreSlim _applying = new(1, 1);
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _observing;
    private ImmutableSortedDictionary<string, RunningChannel> _channels = ImmutableSortedDictionary.Create<string, RunningChannel>(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, RunningPackage> _packages = ImmutableSortedDictionary.Create<string, RunningPackage>(StringComparer.Ordinal);
    private PlatformPlan _wanted = new();
    private PlatformPlan _plan = new();
    private long _asked;
    private long _applied;
    private ImmutableQueue<string> _logAlerts = [];
    private bool _stopped;
    private bool _disposed;

    /// <summary>A plane that runs nothing yet.</summary>
    public MediaPlane(MediaPlaneParts parts)
    {
        _parts = parts;
        _logger = parts.Loggers.CreateLogger<MediaPlane>();
        _observing = Task.Run(ObserveAsync);
    }

    /// <inheritdoc/>
    public PlatformObservation Observation => _board.Newest;

    /// <summary>The plan that runs.</summary>
    public PlatformPlan Plan => Volatile.Read(ref _plan);

    /// <summary>Alerts of the logs, newest last; at most a hundred.</summary>
    public IReadOnlyCollection<string> LogAlerts => [.. Volatile.Read(ref _logAlerts)];

    /// <inheritdoc/>
    public async ValueTask ApplyAsync(PlatformPlan plan, CancellationToken cancellationToken)
    {
        long mine;
        lock (_gate)
        {
            mine = ++_asked;
            _wanted = plan;
        }

        await _applying.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            PlatformPlan newest;
            long number;
            lock (_gate)
            {
                (newest, number) = (_wanted, _asked);
            }

            if (mine > _applied)
            {
                // Once begun it is brought to its end: half a plan is none.
                await ReconcileAsync(newest);
                _applied = number;
            }
        }
        finally
        {
            _applying.Release();
        }

        TakePicture();
    }

    /// <inheritdoc/>
    public ValueTask<PlatformObservation> WaitAsync(Func<PlatformObservation, bool> fits, CancellationToken cancellationToken) => _board.WaitAsync(fits, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The plan names it still.</exception>
    public async ValueTask ForgetAsync(string id, CancellationToken cancellationToken)
    {
        await _applying.WaitAsync(cancellationToken);
        try
        {
            if (_channels.ContainsKey(id) || _packages.ContainsKey(id))
            {
                throw new InvalidOperationException($"'{id}' runs: its media is forgotten only after it has been removed from the plan");
            }

            foreach (var folder in new[] { FolderOf("channels", id), FolderOf("packages", id) }.Where(Directory.Exists))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Still?> StillAsync(string channelId, CancellationToken cancellationToken)
    {
        try
        {
            return _channels.TryGetValue(channelId, out var channel) ? await channel.StillAsync(cancellationToken) : null;
        }
        catch (ObjectDisposedException)
        {
            // The channel was stopped meanwhile.
            return null;
        }
    }

    /// <summary>Ends everything that writes, and writes what it holds. Endpoints go on showing what there is.</summary>
    public async ValueTask StopAsync()
    {
        await _applying.WaitAsync();
        try
        {
            if (_stopped)
            {
                return;
            }

            _stopped = true;
            _parts.Hub.Publish([]);
            await Task.WhenAll(_channels.Values.Select(channel => channel.StopAsync().AsTask()));
            await Task.WhenAll(_packages.Values.Select(package => package.EndAsync().AsTask()));
            await _stopping.CancelAsync();
            await _observing;
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        await StopAsync();
        _parts.Catalog.Publish([]);
        foreach (var channel in _channels.Values)
        {
            await channel.CloseLogAsync();
        }

        foreach (var package in _packages.Values)
        {
            await package.CloseLogAsync();
        }

        _stopping.Dispose();
    }

    private async ValueTask ReconcileAsync(PlatformPlan plan)
    {
        await StopWhatIsGoneAsync(plan);
        await StartChannelsAsync(plan);
        _parts.Hub.Publish(_channels.Values.Select(channel => channel.Pipeline).OfType<Live.Channels.ChannelPipeline>());
        await StartPackagesAsync(plan);
        _parts.Catalog.Publish(EndpointsOf(plan));
        Volatile.Write(ref _plan, plan);
    }

    private async ValueTask StopWhatIsGoneAsync(PlatformPlan plan)
    {
        var planned = plan.Channels.GroupBy(channel => channel.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var gone = _channels.Where(running => !planned.ContainsKey(running.Key)).Select(running => running.Value).ToList();
        var replaced = _channels.Where(running => planned.TryGetValue(running.Key, out var next) && !running.Value.KeepsPipeline(next)).Select(running => running.Value).ToList();
        _parts.Hub.Publish(_channels.Values.Except(gone).Except(replaced).Select(channel => channel.Pipeline).OfType<Live.Channels.ChannelPipeline>());
        await Task.WhenAll([.. gone.Select(channel => channel.StopAsync().AsTask()), .. replaced.Select(channel => channel.EndPipelineAsync().AsTask())]);

        // Packages take what the pipelines wrote last, then let go of the logs; endpoints before the logs close.
        var packages = _packages.Where(running => !plan.Packages.Any(package => package.Id == running.Key)).Select(running => running.Value).ToList();
        await Task.WhenAll(packages.Select(package => package.EndAsync().AsTask()));
        foreach (var channel in gone)
        {
            _channels = _channels.Remove(channel.Plan.Id);
        }

        _packages = _packages.RemoveRange(_packages.Where(running => packages.Contains(running.Value)).Select(running => running.Key));
        _parts.Catalog.Publish(EndpointsOf(plan));
        await StartPackagesAsync(plan with { Packages = [.. plan.Packages.Where(package => _packages.ContainsKey(package.Id))] });
        await Task.WhenAll([.. gone.Select(channel => channel.CloseLogAsync().AsTask()), .. packages.Select(package => package.CloseLogAsync().AsTask())]);
    }

    private async ValueTask StartChannelsAsync(PlatformPlan plan)
    {
        var streams = new HashSet<string>(StringComparer.Ordinal);
        foreach (var channel in plan.Channels.DistinctBy(channel => channel.Id))
        {
            if (!_channels.TryGetValue(channel.Id, out var running))
            {
                running = new RunningChannel(channel, _parts, Changed);
                _channels = _channels.Add(channel.Id, running);
            }

            if (!streams.Add(channel.Input.StreamName))
            {
                await running.EndPipelineAsync();
                running.Fail(channel, $"the stream name '{channel.Input.StreamName}' is another channel's");
                continue;
            }

            await running.StartAsync(channel, () => RunningLog.OpenAsync(
                FolderOf("channels", channel.Id),
                new MediaLogOptions { RetentionPromise = channel.Retention, MaximumBytes = channel.RetentionBytes },
                _parts.Clock,
                alert =>
                {
                    Tell(channel.Id, alert);
                    RunningLog.Tell(running.Alerts, alert);
                }));
        }
    }

    private async ValueTask StartPackagesAsync(PlatformPlan plan)
    {
        foreach (var package in plan.Packages.DistinctBy(package => package.Id))
        {
            if (!_packages.TryGetValue(package.Id, out var running))
            {
                running = new RunningPackage(package.Id, _parts);
                _packages = _packages.Add(package.Id, running);
            }

            ImmutableArray<PackageFeed> feeds = [.. package.Sources
                .Select(source => (Source: source, Log: _channels.GetValueOrDefault(source.ChannelId)?.Log))
                .Where(found => found.Log is not null).Select(found => new PackageFeed(found.Source, found.Log!))];
            await running.StartAsync(package, feeds, () => RunningLog.OpenAsync(
                FolderOf("packages", package.Id), new MediaLogOptions { RetentionPromise = package.Retention }, _parts.Clock, alert => Tell(package.Id, alert)));
        }
    }

    /// <summary>The endpoints whose logs are open. One that did not change stays the same, counters and all.</summary>
    private List<OriginEndpoint> EndpointsOf(PlatformPlan plan)
    {
        var endpoints = new List<OriginEndpoint>(plan.Endpoints.Count);
        foreach (var endpoint in plan.Endpoints.DistinctBy(endpoint => endpoint.Id))
        {
            var (log, part) = _channels.GetValueOrDefault(endpoint.ChannelId) is { Log: { } own } channel ? (own, channel.Plan.PartDuration)
                : _packages.GetValueOrDefault(endpoint.ChannelId) is { Log: { } copied, Plan: { } package } ? (copied, package.PartDuration)
                : (null, default);
            if (log is null)
            {
                continue;
            }

            var before = _parts.Catalog.Find(endpoint.Id);
            endpoints.Add(before is not null && before.Plan == endpoint && before.PartDuration == part && ReferenceEquals(before.Log, log)
                ? before
                : new OriginEndpoint(endpoint, part, log) { Egress = before?.Egress ?? new EgressCounters() });
        }

        return endpoints;
    }

    private async Task ObserveAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            TakePicture();
            using var period = new CancellationTokenSource(PicturePeriod, _parts.Clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(period.Token, _stopping.Token);
            try
            {
                await _changes.Reader.ReadAsync(either.Token);
            }
            catch (OperationCanceledException)
            {
                // A second is over, or the plane stops.
            }
        }
    }

    private void TakePicture()
    {
        lock (_gate)
        {
            var egress = _parts.Catalog.Endpoints.ToLookup(endpoint => endpoint.Plan.ChannelId, StringComparer.Ordinal);
            _board.Show(new PlatformObservation(
                _parts.Clock.GetUtcNow(),
                _channels.ToImmutableDictionary(running => running.Key, running => running.Value.Observe(), StringComparer.Ordinal),
                _packages.ToImmutableDictionary(
                    running => running.Key,
                    running => running.Value.Observe(egress[running.Key].ToImmutableDictionary(endpoint => endpoint.Plan.Id, endpoint => endpoint.Egress.Observe(), StringComparer.Ordinal)),
                    StringComparer.Ordinal)));
        }
    }

    private void Changed() => _changes.Writer.TryWrite(true);

    private void Tell(string id, LogAlert alert)
    {
        PlatformEvents.LogAlert(_logger, id, alert);
        ImmutableInterlocked.Update(ref _logAlerts, (alerts, line) => alerts.Count() < MostLogAlerts ? alerts.Enqueue(line) : alerts.Dequeue().Enqueue(line), $"{id}: {alert}");
    }

    private string FolderOf(string kind, string id)
    {
        // Ids come from outside: one that is a path must not leave the folder.
        if (Path.GetFileName(id) != id || id is "" or "." or "..")
        {
            throw new ArgumentException($"'{id}' is no id", nameof(id));
        }

        return Path.Combine(_parts.DataDirectory, kind, id);
    }
}
