using System.Buffers;
using Headwater.Formats.Mp4;
using Headwater.Foundation;
using Headwater.Log;

namespace Headwater.Views;

/// <summary>Takes fragments apart for views that are not CMAF.</summary>
internal static class FragmentSamples
{
    /// <summary>Adds a fragment's samples that start in [from, to), with times rescaled; false when the payload cannot be read.</summary>
    /// <param name="payload">The fragment.</param>
    /// <param name="timescale">Timescale of its track.</param>
    /// <param name="from">First tick wanted, on the track's timescale, by presentation.</param>
    /// <param name="to">First tick not wanted any more.</param>
    /// <param name="track">The number that the samples get.</param>
    /// <param name="wanted">Timescale that the samples get.</param>
    /// <param name="samples">Where they go.</param>
    public static bool TryAdd(
        ReadOnlyMemory<byte> payload, uint timescale, long from, long to, int track, uint wanted, List<MediaSample> samples)
    {
        if (CmafChunkReader.Read(payload.Span, out var chunk) != OperationStatus.Done)
        {
            return false;
        }

        foreach (var sample in chunk)
        {
            if (sample.PresentationTicks >= from && sample.PresentationTicks < to)
            {
                samples.Add(new MediaSample
                {
                    Track = track,
                    DecodeTicks = new MediaTime(sample.DecodeTicks, timescale).Rescale(wanted).Ticks,
                    PresentationTicks = new MediaTime(sample.PresentationTicks, timescale).Rescale(wanted).Ticks,
                    DurationTicks = new MediaTime(sample.DurationTicks, timescale).Rescale(wanted).Ticks,
                    RandomAccess = sample.RandomAccess,
                    Payload = payload.Slice(sample.Offset, sample.Length),
                });
            }
        }

        return true;
    }

    /// <summary>The format that a configuration's header describes; null when it cannot be read.</summary>
    public static TrackFormat? FormatOf(TrackConfig config) =>
        CmafHeaderReader.Read(config.Header.Span, out var tracks, out _) == OperationStatus.Done && tracks.Count > 0 ? tracks[0].Format : null;
}
