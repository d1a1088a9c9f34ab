using System.Buffers;
using System.Collections.Immutable;
using System.Threading.Channels;
using Headwater.Log;
using Headwater.Plans;
using Microsoft.Extensions.Logging;

namespace Headwater.Live.Packages;

/// <summary>Copies one of several logs at a time into the package's own, fragment by fragment as they are appended, and changes to another when the one stands still.</summary>
/// <remarks>
/// The logs are borrowed; the package's has no other writer. A source is left when its head is more than a part and a second behind another's,
/// or when it has not moved for that long while another's is further; it is never left for one that has no random access point behind what
/// the package already has. It is not returned to before the other is left in turn: each change may cost viewers a part of a group.
/// </remarks>
public sealed partial class PackageFollower : IAsyncDisposable
{
    private static readonly TimeSpan BeyondCadence = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly ImmutableArray<PackageSource> _sources;
    private readonly PackageWriter _writer;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<bool> _moved = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Dictionary<string, long> _next = new(StringComparer.Ordinal);
    private long _nextMarker;
    private int _discontinuities;
    private int _active = -1;
    private long _switches;
    private Task _running = Task.CompletedTask;
    private bool _disposed;

    /// <summary>A follower that does nothing until <see cref="Start"/>.</summary>
    /// <param name="plan">The package.</param>
    /// <param name="log">Its log.</param>
    /// <param name="feeds">Its sources, in the order of the plan.</param>
    /// <param name="clock">The only clock.</param>
    /// <param name="logger">Where events go.</param>
    /// <param name="from">Where a predecessor stood in a source that is still among them; null to find an entry.</param>
    public PackageFollower(PackagePlan plan, MediaLog log, IEnumerable<PackageFeed> feeds, TimeProvider clock, ILogger logger, PackagePosition? from = null)
    {
        (Plan, _clock, _logger) = (plan, clock, logger);
        _sources = [.. feeds.Select(feed => new PackageSource(feed, clock.GetTimestamp()))];
        _writer = new PackageWriter(log);
        _limit = plan.PartDuration + BeyondCadence;
        if (from is not null && _sources.FirstOrDefault(source => source.Feed.Plan.ChannelId == from.ChannelId) is { } known)
        {
            _active = _sources.IndexOf(known);
            (_nextMarker, _discontinuities) = (from.NextMarker, from.Discontinuities);
            foreach (var (name, sequence) in from.NextSequences)
            {
                _next[name] = sequence;
            }
        }
    }

    /// <summary>What this follower runs.</summary>
    public PackagePlan Plan { get; }

    /// <summary>Index of the source that is followed; null while it stands still, or before there was one.</summary>
    public int? ActiveSource =>
        Volatile.Read(ref _active) is var active && active >= 0 && _clock.GetElapsedTime(_sources[active].Advanced) <= _limit ? active : null;

    /// <summary>Bytes taken from each source.</summary>
    public ImmutableArray<long> IngressBytes => [.. _sources.Select(source => source.IngressBytes)];

    /// <summary>How often another source was taken.</summary>
    public long Switches => Volatile.Read(ref _switches);

    /// <summary>Where it stands; to be asked after disposal.</summary>
    public PackagePosition? Position => _active < 0
        ? null
        : new PackagePosition(_sources[_active].Feed.Plan.ChannelId, _next.ToImmutableDictionary(StringComparer.Ordinal), _nextMarker, _discontinuities);

    /// <summary>Begins to follow.</summary>
    public void Start() => _running = Task.WhenAll([RunAsync(), .. _sources.Select(WatchAsync)]);

    /// <summary>Ends following, after all that the sources hold was copied.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        await _stopping.CancelAsync();
        await _running;
        try
        {
            await StepAsync(CancellationToken.None);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or ArgumentException)
        {
            Events.Failed(_logger, Plan.Id, fault);
        }

        _stopping.Dispose();
    }

    /// <summary>Looks at every source, changes to another if it must, and copies all there is.</summary>
    internal async ValueTask StepAsync(CancellationToken cancellationToken)
    {
        foreach (var source in _sources)
        {
            source.Look(_clock.GetTimestamp());
        }

        if (_active >= 0)
        {
            await CopyAsync(_sources[_active], cancellationToken);
        }

        if ((_active < 0 || IsDead(_sources[_active])) && TryChoose(out var chosen, out var entry))
        {
            if (await TryEnterAsync(chosen, entry!, cancellationToken))
            {
                await CopyAsync(_sources[chosen], cancellationToken);
            }
        }
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await StepAsync(_stopping.Token);
                await MovedAsync();
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The loop's edge: a source that cannot be read, or a fragment that cannot be taken, costs that and no more.
            catch (Exception fault)
            {
                Events.Failed(_logger, Plan.Id, fault);
                Leave();
                await Task.Delay(Rest, _clock, _stopping.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
            }
#pragma warning restore CA1031
        }
    }

    /// <summary>Waits until a log has moved; while another source is further, not for longer than it takes to call this one dead.</summary>
    private async ValueTask MovedAsync()
    {
        if (_active >= 0 && _sources.Any(source => source.Head > _sources[_active].Head))
        {
            using var patience = new CancellationTokenSource(_limit, _clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stopping.Token);
            try
            {
                await _moved.Reader.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
            {
                // It is time to look.
            }
        }
        else
        {
            await _moved.Reader.ReadAsync(_stopping.Token);
        }
    }

    private async Task WatchAsync(PackageSource source)
    {
        var log = source.Feed.Log;
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                var seen = log.Snapshot.NextSequence;
                _moved.Writer.TryWrite(true);
                var snapshot = await log.WaitForAsync(seen, _stopping.Token);
                if (snapshot.Ended && snapshot.NextSequence <= seen)
                {
                    // An ended log may be gone on with, which no event tells.
                    await Task.Delay(Rest, _clock, _stopping.Token);
                }
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
        {
            // The package stops, or the channel does.
        }
    }

    private bool IsDead(PackageSource active)
    {
        var furthest = _sources.Where(source => source != active).Max(source => source.Head);
        if (furthest is null || furthest <= active.Head)
        {
            return false;
        }

        return active.Head is null || active.Snapshot.Ended || active.Head + _limit < furthest || _clock.GetElapsedTime(active.Advanced) > _limit;
    }

    private bool TryChoose(out int chosen, out SourceEntry? entry)
    {
        var furthest = _sources.Select(source => source.Head).DefaultIfEmpty(null).Max();
        for (chosen = 0; chosen < _sources.Length; chosen++)
        {
            var source = _sources[chosen];
            if (chosen != _active && source.Head is { } head && head + _limit >= furthest && SourceEntry.Find(source.Taken, _writer.Ends) is { } found)
            {
                entry = found;
                return true;
            }
        }

        entry = null;
        return false;
    }

    private async ValueTask<bool> TryEnterAsync(int chosen, SourceEntry entry, CancellationToken cancellationToken)
    {
        var source = _sources[chosen];
        var first = source.Taken.Where(track => entry.NextSequences.ContainsKey(track.Config.Name))
            .Select(track => (Track: track, Index: SourceTracks.IndexOf(track.Fragments, entry.NextSequences[track.Config.Name])))
            .Where(place => place.Index < place.Track.Fragments.Count)
            .Select(place => (place.Track, Fragment: place.Track.Fragments[place.Index])).ToList();
        if (first.Count == 0)
        {
            return false;
        }

        if (first.Exists(place => ConfigOf(place.Track, place.Fragment) is { } config && _writer.Differs(config)))
        {
            await _writer.DiscontinueAsync(cancellationToken);
        }

        _next.Clear();
        foreach (var (name, sequence) in entry.NextSequences)
        {
            _next[name] = sequence;
        }

        _nextMarker = first.Min(place => place.Fragment.Sequence);
        _discontinuities = first.MinBy(place => place.Fragment.Sequence).Fragment.Discontinuities;
        if (_active >= 0)
        {
            Volatile.Write(ref _switches, _switches + 1);
        }

        Volatile.Write(ref _active, chosen);
        Events.Follows(_logger, Plan.Id, source.Feed.Plan.ChannelId, DateTimeOffset.UnixEpoch + entry.Time);
        return true;
    }

    private void Leave()
    {
        _next.Clear();
        Volatile.Write(ref _active, -1);
    }

    /// <summary>Copies what the source has, in the order of its log.</summary>
    private async ValueTask CopyAsync(PackageSource source, CancellationToken cancellationToken)
    {
        while (NextOf(source) is var (track, fragment))
        {
            await MarkersAsync(source, fragment.Sequence, cancellationToken);
            if (fragment.Discontinuities > _discontinuities)
            {
                _discontinuities = fragment.Discontinuities;
                await _writer.DiscontinueAsync(cancellationToken);
            }

            if (ConfigOf(track, fragment) is { } config && !await TakeAsync(source, fragment, config, cancellationToken))
            {
                // Retention was faster: another entry must be found.
                Leave();
                return;
            }

            _next[track.Config.Name] = fragment.Sequence + 1;
        }

        await MarkersAsync(source, source.Snapshot.NextSequence, cancellationToken);
    }

    private (TrackSnapshot Track, FragmentEntry Fragment)? NextOf(PackageSource source)
    {
        (TrackSnapshot Track, FragmentEntry Fragment)? next = null;
        foreach (var track in source.Taken)
        {
            // A rendition that came later is taken from its first random access point on.
            var index = SourceTracks.IndexOf(track.Fragments, _next.TryGetValue(track.Config.Name, out var sequence) ? sequence : _nextMarker);
            while (index < track.Fragments.Count && sequence == 0 && !track.Fragments[index].RandomAccess)
            {
                index++;
            }

            if (index < track.Fragments.Count && (next is null || track.Fragments[index].Sequence < next.Value.Fragment.Sequence))
            {
                next = (track, track.Fragments[index]);
            }
        }

        return next;
    }

    private async ValueTask<bool> TakeAsync(PackageSource source, FragmentEntry fragment, TrackConfig config, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(fragment.Location.Length);
        try
        {
            var payload = buffer.AsMemory(0, fragment.Location.Length);
            if (!await source.Feed.Log.ReadAsync(fragment.Location, payload, cancellationToken))
            {
                return false;
            }

            await _writer.AppendAsync(fragment, config, payload, cancellationToken);
            source.Count(payload.Length);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask MarkersAsync(PackageSource source, long before, CancellationToken cancellationToken)
    {
        foreach (var entry in source.Snapshot.Markers)
        {
            if (entry.Sequence >= _nextMarker && entry.Sequence < before)
            {
                await _writer.AppendAsync(entry.Marker, cancellationToken);
            }
        }

        _nextMarker = Math.Max(_nextMarker, before);
    }

    private static TrackConfig? ConfigOf(TrackSnapshot track, FragmentEntry fragment) => track.FindConfig(fragment.Generation);

    private static partial class Events
    {
        [LoggerMessage(3401, LogLevel.Information, "{Package}: follows {Channel} from {Time:O} on")]
        public static partial void Follows(ILogger logger, string package, string channel, DateTimeOffset time);

        [LoggerMessage(3402, LogLevel.Error, "{Package}: its source could not be copied; another entry is looked for")]
        public static partial void Failed(ILogger logger, string package, Exception fault);
    }
}
