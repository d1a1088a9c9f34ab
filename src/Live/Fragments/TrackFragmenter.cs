using System.Buffers;
using Headwater.Formats.Mp4;
using Headwater.Foundation;
using Headwater.Log;
using Headwater.Views.Segmentation;

namespace Headwater.Live.Fragments;

/// <summary>Gathers the samples of one track into fragments that begin on the UTC grid of parts and at every random access point of pictures.</summary>
/// <remarks>Not thread-safe: the log's writer owns it. A fragment's payload is borrowed until the next call.</remarks>
internal sealed class TrackFragmenter
{
    // A sample that lasts longer than this is followed by a hole, not shown until its end.
    private static readonly TimeSpan LongestSample = TimeSpan.FromSeconds(1);

    // A source of absurd rate gets shorter fragments, not ones that the log or memory cannot hold.
    private const int MostBytes = 32 << 20;

    private readonly TrackConfig _config;
    private readonly SegmentGrid _parts;
    private readonly long _longestSampleTicks;
    private readonly List<MediaSample> _pending = [];
    private readonly ArrayBufferWriter<byte> _payload = new(64 << 10);
    private long _usualDurationTicks;
    private long _pendingBytes;
    private uint _number;

    /// <summary>A fragmenter of a track with that configuration, for parts of that length.</summary>
    public TrackFragmenter(TrackConfig config, TimeSpan partDuration)
    {
        _config = config;
        _parts = new SegmentGrid(partDuration);
        _longestSampleTicks = MediaTime.FromTimeSpan(LongestSample, config.Timescale).Ticks;
        _usualDurationTicks = config.SampleDurationTicks > 0 ? config.SampleDurationTicks : config.Timescale / 30;
    }

    /// <summary>Takes the next sample in decode order; returns the fragment that it completes, or null.</summary>
    public Fragment? Add(MediaSample sample)
    {
        Fragment? completed = null;
        if (_pending.Count > 0)
        {
            var gap = sample.DecodeTicks - _pending[^1].DecodeTicks;
            var hole = gap > _longestSampleTicks;
            if (!hole && gap > 0)
            {
                _usualDurationTicks = gap;
            }

            if (hole || StartsFragment(sample) || _pendingBytes + sample.Payload.Length > MostBytes)
            {
                completed = Complete(hole ? _pending[^1].DecodeTicks + _usualDurationTicks : sample.DecodeTicks);
            }
        }

        _pending.Add(sample);
        _pendingBytes += sample.Payload.Length;
        return completed;
    }

    /// <summary>Completes what was gathered, as if the next sample came at the usual distance; null when nothing was.</summary>
    public Fragment? Flush() => _pending.Count == 0 ? null : Complete(_pending[^1].DecodeTicks + _usualDurationTicks);

    private bool StartsFragment(MediaSample sample) =>
        (_config.Kind == TrackKind.Video && sample.RandomAccess)
        || _parts.CellAt(sample.DecodeTicks, _config.Timescale) != _parts.CellAt(_pending[0].DecodeTicks, _config.Timescale);

    private Fragment Complete(long nextDecodeTicks)
    {
        _payload.ResetWrittenCount();
        var cell = (uint)_parts.CellAt(_pending[0].DecodeTicks, _config.Timescale);
        _number = cell > _number ? cell : _number + 1;
        CmafChunk.Write(_payload, _number, _config.Track, _config.Kind, _pending, nextDecodeTicks);
        var fragment = new Fragment
        {
            Track = _config.Track,
            DecodeTicks = _pending[0].DecodeTicks,
            PresentationTicks = EarliestPresentation(),
            DurationTicks = nextDecodeTicks - _pending[0].DecodeTicks,
            RandomAccess = _config.Kind != TrackKind.Video || _pending[0].RandomAccess,
            Payload = _payload.WrittenMemory,
        };
        _pending.Clear();
        _pendingBytes = 0;
        return fragment;
    }

    private long EarliestPresentation()
    {
        var earliest = long.MaxValue;
        foreach (var sample in _pending)
        {
            earliest = Math.Min(earliest, sample.PresentationTicks);
        }

        return earliest;
    }
}
