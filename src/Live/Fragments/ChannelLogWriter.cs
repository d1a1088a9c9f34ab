using Headwater.Foundation;
using Headwater.Live.Alerts;
using Headwater.Log;
using Microsoft.Extensions.Logging;

namespace Headwater.Live.Fragments;

/// <summary>Writes a channel's renditions into its log: formats become configurations, samples become fragments.</summary>
/// <remarks>One owner at a time. Renditions are told apart by a number of the caller's; their tracks keep number and name across restarts.</remarks>
internal sealed partial class ChannelLogWriter(MediaLog log, TimeSpan partDuration, string channel, ChannelAlerts alerts, ILogger logger)
{
    private readonly Dictionary<int, Rendition> _renditions = [];

    // By name, as numbers may change hands: how many discontinuities came before the last sample.
    private readonly Dictionary<string, int> _brokenBefore = [];
    private int _discontinuities;
    private bool _discontinued;

    /// <summary>How many samples were not written because they lay before what the log already holds.</summary>
    public long LateSamples { get; private set; }

    /// <summary>How many fragments were stored.</summary>
    public long Fragments { get; private set; }

    /// <summary>Bytes of the fragments that were stored.</summary>
    public long StoredBytes { get; private set; }

    /// <summary>How many fragments were lost because the log could not store them; the log's own alerts say why.</summary>
    public long DroppedFragments { get; private set; }

    /// <summary>End of what the log holds of a rendition, in ticks of its timescale; null when it holds nothing.</summary>
    public long? EndTicks(int rendition) => _renditions.TryGetValue(rendition, out var known) && known.EndTicks > long.MinValue ? known.EndTicks : null;

    /// <summary>Says how a rendition's samples that follow are decoded; false when the log has no way to describe it.</summary>
    /// <remarks>Where a decoder must be set up anew and nobody has declared a discontinuity since the rendition's last sample, it is declared here.</remarks>
    public async ValueTask<bool> SetFormatAsync(int rendition, RenditionDescription description, TrackFormat format, CancellationToken cancellationToken)
    {
        var existing = log.Snapshot.FindTrack(description.Name);
        var number = existing?.Config.Track ?? 1 + log.Snapshot.Tracks.Select(track => track.Config.Track).DefaultIfEmpty(0).Max();
        if (description.ToTrackConfig(number, format) is not { } config)
        {
            Log.Undescribable(logger, channel, description.Name, format.Codec);
            alerts.Raise(new AlertKey(AlertKinds.RenditionLeftOut, description.Name), $"rendition {description.Name} is left out: its {format.Codec} configuration cannot be read or put into CMAF");
            _renditions.Remove(rendition);
            return false;
        }

        alerts.Clear(new AlertKey(AlertKinds.RenditionLeftOut, description.Name));
        if (existing is not null && config with { RandomAccessIntervalTicks = existing.Config.RandomAccessIntervalTicks } is var measured && measured.Equals(existing.Config)
            && config.RandomAccessIntervalTicks == 0)
        {
            // The same source again: what an earlier session measured still holds.
            config = measured;
        }

        await FlushAsync(rendition, cancellationToken);
        if (existing is { Fragments.Count: > 0 } && !SameDecoder(existing.Config, config) && _brokenBefore.GetValueOrDefault(description.Name) == _discontinuities)
        {
            await DiscontinuityAsync(cancellationToken);
        }

        await log.AppendAsync(config, cancellationToken);
        var end = long.MinValue;
        if (existing is { Fragments.Count: > 0 } && existing.Config.Timescale == config.Timescale)
        {
            end = existing.Fragments[^1].DecodeTicks + existing.Fragments[^1].DurationTicks;
        }

        _renditions[rendition] = new Rendition(description, config, new TrackFragmenter(config, partDuration)) { EndTicks = end };
        return true;
    }

    /// <summary>Writes a sample; one of a rendition without a format is dropped.</summary>
    public async ValueTask AddAsync(int rendition, MediaSample sample, CancellationToken cancellationToken)
    {
        if (!_renditions.TryGetValue(rendition, out var known))
        {
            return;
        }

        if (sample.DecodeTicks < known.EndTicks)
        {
            LateSamples++;
            return;
        }

        _discontinued = false;
        _brokenBefore[known.Config.Name] = _discontinuities;
        known.EndTicks = sample.DecodeTicks + 1;
        if (known.Fragmenter.Add(sample) is { } fragment)
        {
            await AppendAsync(fragment, cancellationToken);
        }

        if (known.MeasureRandomAccess(sample) is { } measured)
        {
            // The grid of segments may be finer than the source's groups of pictures: views must know.
            known.Config = known.Config with { RandomAccessIntervalTicks = measured };
            await log.AppendAsync(known.Config, cancellationToken);
        }
    }

    /// <summary>Declares that what follows does not continue what came before; twice in a row is once.</summary>
    public async ValueTask DiscontinuityAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        if (!_discontinued && log.Snapshot.Tracks.Count > 0)
        {
            _discontinued = true;
            _discontinuities++;
            await log.AppendAsync(new Discontinuity(), cancellationToken);
            foreach (var rendition in _renditions.Values)
            {
                rendition.ForgetRandomAccess();
            }
        }
    }

    /// <summary>Writes what was gathered of every rendition.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var rendition in _renditions.Keys)
        {
            await FlushAsync(rendition, cancellationToken);
        }
    }

    private async ValueTask FlushAsync(int rendition, CancellationToken cancellationToken)
    {
        if (_renditions.TryGetValue(rendition, out var known) && known.Fragmenter.Flush() is { } fragment)
        {
            known.EndTicks = Math.Max(known.EndTicks, fragment.DecodeTicks + fragment.DurationTicks);
            await AppendAsync(fragment, cancellationToken);
        }
    }

    private static bool SameDecoder(TrackConfig one, TrackConfig other) =>
        one.Codec == other.Codec && one.Timescale == other.Timescale && one.Header.Span.SequenceEqual(other.Header.Span);

    // A storage that is full or fails costs what it does not take and no more: the log counts it and says why.
    private async ValueTask AppendAsync(Fragment fragment, CancellationToken cancellationToken)
    {
        var result = await log.AppendAsync(fragment, cancellationToken);
        if (result.Outcome == AppendOutcome.Appended)
        {
            Fragments++;
            StoredBytes += fragment.Payload.Length;
        }
        else
        {
            DroppedFragments++;
        }
    }

    private sealed class Rendition(RenditionDescription description, TrackConfig config, TrackFragmenter fragmenter)
    {
        private long _lastRandomAccess = long.MinValue;
        private long _measured = config.RandomAccessIntervalTicks;

        public TrackConfig Config { get; set; } = config;

        public TrackFragmenter Fragmenter => fragmenter;

        public long EndTicks { get; set; } = long.MinValue;

        /// <summary>What comes next is not a distance of the same source's random access points.</summary>
        public void ForgetRandomAccess() => _lastRandomAccess = long.MinValue;

        /// <summary>The distance of random access points when it is first known or has grown by half, else null.</summary>
        public long? MeasureRandomAccess(MediaSample sample)
        {
            if (Config.Kind != TrackKind.Video || description.RandomAccessInterval > TimeSpan.Zero || !sample.RandomAccess)
            {
                return null;
            }

            var (last, now) = (_lastRandomAccess, sample.PresentationTicks);
            _lastRandomAccess = now;
            if (last == long.MinValue || now - last <= _measured + (_measured / 2))
            {
                return null;
            }

            _measured = now - last;
            return _measured;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Warning, "{Channel}: rendition {Rendition} is left out: its {Codec} configuration cannot be read or put into CMAF")]
        public static partial void Undescribable(ILogger logger, string channel, string rendition, Codec codec);
    }
}
