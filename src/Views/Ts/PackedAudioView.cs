using System.Buffers;
using Headwater.Formats.Codecs;
using Headwater.Formats.Id3;
using Headwater.Foundation;
using Headwater.Log;
using Headwater.Views.Segmentation;

namespace Headwater.Views.Ts;

/// <summary>Shows segments of sound beside transport stream segments as packed audio: ADTS frames behind a tag with the time of the first.</summary>
/// <remarks>Specification: RFC 8216bis, 3.1.4.</remarks>
public static class PackedAudioView
{
    private const uint Clock = 90_000;

    /// <summary>Writes a segment; false when a fragment or configuration cannot be read or the codec is not AAC.</summary>
    /// <param name="track">The track of sound.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="fragments">The payloads of its fragments.</param>
    /// <param name="destination">Where the bytes go.</param>
    public static bool TryRender(TrackSnapshot track, Segment segment, IReadOnlyList<ReadOnlyMemory<byte>> fragments, IBufferWriter<byte> destination)
    {
        var config = track.FindConfig(segment.Generation) ?? track.Config;
        if (FragmentSamples.FormatOf(config) is not { Codec: Codec.Aac } format
            || !AudioSpecificConfig.TryRead(format.Configuration.Span, out var specific))
        {
            return false;
        }

        var samples = new List<MediaSample>(128);
        foreach (var fragment in fragments)
        {
            if (!FragmentSamples.TryAdd(fragment, config.Timescale, long.MinValue, long.MaxValue, 0, Clock, samples))
            {
                return false;
            }
        }

        var start = new MediaTime(segment.PresentationTicks, config.Timescale).Rescale(Clock).Ticks;
        Id3TagWriter.Write(destination, new Id3Tag([TransportStreamTimestamp.ToFrame(start)]));
        foreach (var sample in samples)
        {
            if (!AdtsHeader.TryCreate(specific, sample.Payload.Length, out var header))
            {
                return false;
            }

            header.Write(destination.GetSpan(AdtsHeader.Length));
            destination.Advance(AdtsHeader.Length);
            destination.Write(sample.Payload.Span);
        }

        return true;
    }
}
