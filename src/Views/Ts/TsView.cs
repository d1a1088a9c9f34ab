using System.Buffers;
using Headwater.Formats.MpegTs;
using Headwater.Foundation;
using Headwater.Log;
using Headwater.Views.Segmentation;

namespace Headwater.Views.Ts;

/// <summary>Shows segments as MPEG transport stream. Pure: equal arguments give equal bytes, and segments rendered apart join without a break.</summary>
/// <remarks>Specification: ISO/IEC 13818-1, 2.4; RFC 8216bis, 3.1.1. Times are UTC in ticks of 1/90000 s modulo 2^33.</remarks>
public static class TsView
{
    private const uint Clock = 90_000;

    /// <summary>Writes a segment; false when a fragment or configuration cannot be read or the codec has no place in a transport stream.</summary>
    /// <param name="muxed">What is in it.</param>
    /// <param name="track">Its video track, or the track of sound when there is only sound.</param>
    /// <param name="fragments">The payloads of the segment's fragments.</param>
    /// <param name="audio">The track of sound that is multiplexed with it, or null.</param>
    /// <param name="audioFragments">The payloads of the fragments of sound.</param>
    /// <param name="destination">Where the packets go.</param>
    public static bool TryRender(
        in MuxedSegment muxed,
        TrackSnapshot track,
        IReadOnlyList<ReadOnlyMemory<byte>> fragments,
        TrackSnapshot? audio,
        IReadOnlyList<ReadOnlyMemory<byte>> audioFragments,
        IBufferWriter<byte> destination)
    {
        var samples = new List<MediaSample>(256);
        var timescale = track.Config.Timescale;
        foreach (var fragment in fragments)
        {
            if (!FragmentSamples.TryAdd(fragment, timescale, long.MinValue, long.MaxValue, 0, Clock, samples))
            {
                return false;
            }
        }

        var tracks = new List<TsTrack>(2);
        if (!TryAddTrack(tracks, track, muxed.Video.Generation))
        {
            return false;
        }

        if (audio is not null && audioFragments.Count > 0)
        {
            var from = new MediaTime(muxed.Video.PresentationTicks, timescale).Rescale(audio.Config.Timescale).Ticks;
            var to = new MediaTime(muxed.Video.EndTicks, timescale).Rescale(audio.Config.Timescale).Ticks;
            foreach (var fragment in audioFragments)
            {
                if (!FragmentSamples.TryAdd(fragment, audio.Config.Timescale, from, to, 1, Clock, samples))
                {
                    return false;
                }
            }

            if (!TryAddTrack(tracks, audio, audio.Fragments[muxed.FirstAudioFragment].Generation))
            {
                return false;
            }
        }

        Write(tracks, samples, destination);
        return true;
    }

    /// <summary>Writes the first picture of a segment alone; false when it is no random access point.</summary>
    /// <param name="track">The video track.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="fragments">The payload of its first fragment.</param>
    /// <param name="destination">Where the packets go.</param>
    public static bool TryRenderIFrame(TrackSnapshot track, Segment segment, IReadOnlyList<ReadOnlyMemory<byte>> fragments, IBufferWriter<byte> destination)
    {
        var samples = new List<MediaSample>(64);
        var tracks = new List<TsTrack>(1);
        if (!FragmentSamples.TryAdd(fragments[0], track.Config.Timescale, long.MinValue, long.MaxValue, 0, Clock, samples)
            || samples.Count == 0 || !samples[0].RandomAccess || !TryAddTrack(tracks, track, segment.Generation))
        {
            return false;
        }

        samples.RemoveRange(1, samples.Count - 1);
        Write(tracks, samples, destination);
        return true;
    }

    private static bool TryAddTrack(List<TsTrack> tracks, TrackSnapshot track, int generation)
    {
        var config = track.FindConfig(generation) ?? track.Config;
        if (FragmentSamples.FormatOf(config) is not { } format || TsTrack.ForFormat(format) is not { } stream)
        {
            return false;
        }

        tracks.Add(stream);
        return true;
    }

    // The order of equal times is that of the tracks, so that equal logs give equal bytes.
    private static void Write(List<TsTrack> tracks, List<MediaSample> samples, IBufferWriter<byte> destination)
    {
        var ordered = samples.OrderBy(sample => sample.DecodeTicks).ThenBy(sample => sample.Track).ToArray();
        TsSegmentWriter.Write(destination, new TsProgram(tracks), ordered);
    }
}
