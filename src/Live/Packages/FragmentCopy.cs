using System.Buffers;
using Headwater.Formats.Mp4;
using Headwater.Foundation;
using Headwater.Log;

namespace Headwater.Live.Packages;

/// <summary>Makes the package's own fragment of a source's: under its own track number, and beginning no earlier than what it already has ends. Pure.</summary>
internal static class FragmentCopy
{
    /// <summary>The fragment, or null when nothing of it is left or it cannot be read.</summary>
    /// <param name="entry">The source's fragment.</param>
    /// <param name="config">The package's configuration of the track.</param>
    /// <param name="payload">The source's payload; changed in place, and borrowed by the result.</param>
    /// <param name="startTicks">The first tick that is free. Sound that begins earlier is left out; a picture that does is shown from here on.</param>
    public static Fragment? Make(FragmentEntry entry, TrackConfig config, Memory<byte> payload, long startTicks)
    {
        if (entry.DecodeTicks < startTicks)
        {
            return Cut(config, payload, startTicks);
        }

        return TrackNumber.TryWriteToChunk(payload.Span, config.Track)
            ? new Fragment
            {
                Track = config.Track,
                DecodeTicks = entry.DecodeTicks,
                PresentationTicks = entry.PresentationTicks,
                DurationTicks = entry.DurationTicks,
                RandomAccess = entry.RandomAccess,
                Payload = payload,
            }
            : null;
    }

    private static Fragment? Cut(TrackConfig config, ReadOnlyMemory<byte> payload, long startTicks)
    {
        if (CmafChunkReader.Read(payload.Span, out var chunk) != OperationStatus.Done)
        {
            return null;
        }

        var samples = new List<MediaSample>(chunk.SampleCount);
        foreach (var sample in chunk)
        {
            var late = startTicks - sample.DecodeTicks;
            if (late > 0 && (config.Kind != TrackKind.Video || late >= sample.DurationTicks))
            {
                if (config.Kind == TrackKind.Video)
                {
                    return null;
                }

                continue;
            }

            samples.Add(new MediaSample
            {
                Track = 0,
                DecodeTicks = sample.DecodeTicks + Math.Max(0, late),
                PresentationTicks = sample.PresentationTicks + Math.Max(0, late),
                RandomAccess = sample.RandomAccess,
                Payload = payload.Slice(sample.Offset, sample.Length),
            });
        }

        return samples.Count == 0 ? null : Write(config, samples, chunk.SequenceNumber, chunk.DecodeTicks + chunk.DurationTicks);
    }

    private static Fragment Write(TrackConfig config, List<MediaSample> samples, uint number, long endTicks)
    {
        var written = new ArrayBufferWriter<byte>();
        CmafChunk.Write(written, number, config.Track, config.Kind, samples, endTicks);
        return new Fragment
        {
            Track = config.Track,
            DecodeTicks = samples[0].DecodeTicks,
            PresentationTicks = samples.Min(sample => sample.PresentationTicks),
            DurationTicks = endTicks - samples[0].DecodeTicks,
            RandomAccess = config.Kind != TrackKind.Video || samples[0].RandomAccess,
            Payload = written.WrittenMemory,
        };
    }
}
