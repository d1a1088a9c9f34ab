using Headwater.Formats.Mp4;
using Headwater.Foundation;
using Headwater.Log;

namespace Headwater.Live.Packages;

/// <summary>Writes a package's log: sources' configurations and fragments under the package's own track numbers. One caller at a time.</summary>
internal sealed class PackageWriter(MediaLog log)
{
    private readonly Dictionary<string, TrackConfig> _current = log.Snapshot.Tracks.ToDictionary(track => track.Config.Name, track => track.Config, StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = log.Snapshot.Tracks.ToDictionary(track => track.Config.Name, track => track.Config.Track, StringComparer.Ordinal);
    private readonly Dictionary<TrackConfig, TrackConfig?> _translated = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, MediaTime> _ends = log.Snapshot.Tracks.Where(track => track.Fragments.Count > 0)
        .ToDictionary(track => track.Config.Name, track => SourceTracks.EndOf(track.Fragments[^1], track.Config.Timescale), StringComparer.Ordinal);

    private readonly Dictionary<MarkerKind, TimeSpan> _markers = log.Snapshot.Markers
        .GroupBy(entry => entry.Marker.Kind).ToDictionary(group => group.Key, group => group.Max(entry => entry.Marker.Time.ToTimeSpan()));

    /// <summary>By name of rendition: where its media ends.</summary>
    public IReadOnlyDictionary<string, MediaTime> Ends => _ends;

    /// <summary>Whether a decoder must be set up anew for a source's configuration: it was set up otherwise by the media before.</summary>
    public bool Differs(TrackConfig source) =>
        _ends.ContainsKey(source.Name) && _current.TryGetValue(source.Name, out var current)
        && Translate(source) is { } next && !next.Header.Span.SequenceEqual(current.Header.Span);

    /// <summary>Declares that what follows does not continue what came before.</summary>
    public async ValueTask DiscontinueAsync(CancellationToken cancellationToken)
    {
        if (_ends.Count > 0)
        {
            await log.AppendAsync(new Discontinuity(), cancellationToken);
        }
    }

    /// <summary>Appends a marker unless one of its kind was taken at its time or later: two pipelines tell the same.</summary>
    public async ValueTask AppendAsync(Marker marker, CancellationToken cancellationToken)
    {
        var time = marker.Time.ToTimeSpan();
        if (!_markers.TryGetValue(marker.Kind, out var last) || time > last)
        {
            _markers[marker.Kind] = time;
            await log.AppendAsync(marker, cancellationToken);
        }
    }

    /// <summary>Appends a source's fragment, and its configuration before it where that is new.</summary>
    /// <param name="entry">The fragment.</param>
    /// <param name="source">The source's configuration of it.</param>
    /// <param name="payload">Its payload; changed in place.</param>
    /// <param name="cancellationToken">Asked before anything is written.</param>
    public async ValueTask AppendAsync(FragmentEntry entry, TrackConfig source, Memory<byte> payload, CancellationToken cancellationToken)
    {
        if (Translate(source) is not { } config)
        {
            return;
        }

        if (!_current.TryGetValue(config.Name, out var current) || !current.Equals(config))
        {
            _current[config.Name] = config;
            await log.AppendAsync(config, cancellationToken);
        }

        var start = _ends.TryGetValue(config.Name, out var end) ? end.Rescale(config.Timescale).Ticks : 0;
        if (FragmentCopy.Make(entry, config, payload, start) is { } fragment)
        {
            _ends[config.Name] = new MediaTime(fragment.DecodeTicks + fragment.DurationTicks, config.Timescale);
            await log.AppendAsync(fragment, cancellationToken);
        }
    }

    /// <summary>The source's configuration under the package's number; null when its header cannot be read.</summary>
    private TrackConfig? Translate(TrackConfig source)
    {
        if (_translated.TryGetValue(source, out var known))
        {
            return known;
        }

        return _translated[source] = Renumber(source, NumberOf(source));
    }

    /// <summary>The track's number for good: that of the package's log, else the source's own, unless another has it.</summary>
    private int NumberOf(TrackConfig source)
    {
        if (_numbers.TryGetValue(source.Name, out var number))
        {
            return number;
        }

        number = _numbers.ContainsValue(source.Track) ? 1 + _numbers.Values.Max() : source.Track;
        _numbers.Add(source.Name, number);
        return number;
    }

    private static TrackConfig? Renumber(TrackConfig source, int number)
    {
        if (number == source.Track)
        {
            return source;
        }

        // In place, so that two encoders' headers stay equal where they were.
        var header = source.Header.ToArray();
        return TrackNumber.TryWriteToHeader(header, number) ? source with { Track = number, Header = header } : null;
    }
}
