using System.Buffers;
using Headwater.Formats.Mp4;
using Headwater.Formats.MpegTs;
using Headwater.Foundation;
using Headwater.Log;
using Headwater.Plans;
using Headwater.Views.Segmentation;

namespace Headwater.Live.Archives;

/// <summary>Renders runs of an archive as transport stream. Runs written one behind the other are one stream: each ends where every counter begins anew.</summary>
internal static class ArchiveMux
{
    private const uint Clock = 90_000;

    /// <summary>Writes a run; false when retention has dropped some of it, or it cannot be read.</summary>
    /// <param name="log">The channel's log.</param>
    /// <param name="snapshot">The picture of it that the run was found in.</param>
    /// <param name="plan">Which renditions.</param>
    /// <param name="chunk">The run.</param>
    /// <param name="destination">Where the packets go.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    public static async ValueTask<bool> TryWriteAsync(
        MediaLog log, LogSnapshot snapshot, ArchivePlan plan, ArchiveChunk chunk, IBufferWriter<byte> destination, CancellationToken cancellationToken)
    {
        var tracks = new List<TsTrack>(1 + plan.Audio.Count);
        var samples = new List<MediaSample>(512);
        if (TrackOf(chunk.Lead, chunk.First) is not { } lead)
        {
            return false;
        }

        tracks.Add(lead);
        if (!await ReadAsync(log, chunk.Lead, chunk.First, chunk.Count, 0, TimeSpan.MinValue, TimeSpan.MaxValue, samples, cancellationToken))
        {
            return false;
        }

        foreach (var name in plan.Audio)
        {
            if (name != chunk.Lead.Config.Name && snapshot.FindTrack(name) is { Fragments.Count: > 0 } sound)
            {
                var (first, count) = Overlap(sound, chunk);
                if (count > 0 && TrackOf(sound, first) is { } track)
                {
                    tracks.Add(track);
                    if (!await ReadAsync(log, sound, first, count, tracks.Count - 1, chunk.Start, chunk.End, samples, cancellationToken))
                    {
                        return false;
                    }
                }
            }
        }

        TsSegmentWriter.Write(destination, new TsProgram(tracks), [.. samples.OrderBy(sample => sample.DecodeTicks).ThenBy(sample => sample.Track)]);
        return true;
    }

    private static (int First, int Count) Overlap(TrackSnapshot sound, ArchiveChunk chunk)
    {
        var start = MediaTime.FromTimeSpan(chunk.Start, sound.Config.Timescale).Ticks;
        var first = Segmenter.LowerBound(sound.Fragments, start);
        if (first > 0 && sound.Fragments[first - 1].PresentationTicks + sound.Fragments[first - 1].DurationTicks > start)
        {
            first--;
        }

        var last = Segmenter.LowerBound(sound.Fragments, MediaTime.FromTimeSpan(chunk.End, sound.Config.Timescale).Ticks);
        return (first, Math.Max(0, last - first));
    }

    private static async ValueTask<bool> ReadAsync(
        MediaLog log, TrackSnapshot track, int first, int count, int number, TimeSpan from, TimeSpan to, List<MediaSample> samples, CancellationToken cancellationToken)
    {
        for (var index = first; index < first + count; index++)
        {
            var payload = new byte[track.Fragments[index].Location.Length];
            if (!await log.ReadAsync(track.Fragments[index].Location, payload, cancellationToken) || !TryTake(payload, track.Config.Timescale, number, from, to, samples))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryTake(ReadOnlyMemory<byte> payload, uint timescale, int number, TimeSpan from, TimeSpan to, List<MediaSample> samples)
    {
        if (CmafChunkReader.Read(payload.Span, out var chunk) != OperationStatus.Done)
        {
            return false;
        }

        foreach (var sample in chunk)
        {
            var time = new MediaTime(sample.PresentationTicks, timescale);
            if (time.ToTimeSpan() is var at && at >= from && at < to)
            {
                samples.Add(new MediaSample
                {
                    Track = number,
                    DecodeTicks = new MediaTime(sample.DecodeTicks, timescale).Rescale(Clock).Ticks,
                    PresentationTicks = time.Rescale(Clock).Ticks,
                    RandomAccess = sample.RandomAccess,
                    Payload = payload.Slice(sample.Offset, sample.Length),
                });
            }
        }

        return true;
    }

    private static TsTrack? TrackOf(TrackSnapshot track, int index) =>
        CmafHeaderReader.Read((track.FindConfig(track.Fragments[index].Generation) ?? track.Config).Header.Span, out var tracks, out _) == OperationStatus.Done
            && tracks is [{ Format: { } format }, ..]
            ? TsTrack.ForFormat(format, track.Config.Language)
            : null;
}
