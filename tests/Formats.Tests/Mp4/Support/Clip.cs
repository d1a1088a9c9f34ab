using System.Buffers;
using Headwater.Foundation;
using Headwater.Formats.Mp4;

namespace Headwater.Formats.Tests.Mp4.Support;

/// <summary>One track's samples taken out of a fragmented file, and written anew as our header and chunks.</summary>
internal sealed record Clip(Mp4Track Track, IReadOnlyList<MediaSample> Samples, long EndTicks)
{
    public static Clip Read(byte[] file, int trackIndex = 0)
    {
        Assert.Equal(OperationStatus.Done, CmafHeaderReader.Read(file, out var tracks, out var length));
        var track = tracks[trackIndex];
        List<MediaSample> samples = [];
        var end = 0L;
        var position = length;
        while (CmafChunkReader.Read(file.AsSpan(position), out var chunk, track.TrackId, track.Defaults) == OperationStatus.Done)
        {
            foreach (var sample in chunk)
            {
                samples.Add(new MediaSample
                {
                    Track = trackIndex,
                    DecodeTicks = sample.DecodeTicks,
                    PresentationTicks = sample.PresentationTicks,
                    DurationTicks = sample.DurationTicks,
                    RandomAccess = sample.RandomAccess,
                    Payload = file.AsMemory(position + sample.Offset, sample.Length),
                });
                end = sample.DecodeTicks + sample.DurationTicks;
            }

            position += chunk.LengthBytes;
        }

        return new(track, samples, end);
    }

    public byte[] Write(int samplesPerChunk, long shiftTicks = 0)
    {
        var output = new ArrayBufferWriter<byte>();
        var format = Track.Format!;
        Assert.Equal(OperationStatus.Done, CmafHeader.Write(output, new CmafTrack { TrackId = 1, Format = format, Language = Track.Language, BitsPerSecond = 200_000 }));
        var number = 0u;
        for (var i = 0; i < Samples.Count; i += samplesPerChunk)
        {
            var chunk = Samples.Skip(i).Take(samplesPerChunk)
                .Select(s => s with { DecodeTicks = s.DecodeTicks + shiftTicks, PresentationTicks = s.PresentationTicks + shiftTicks }).ToList();
            var next = i + samplesPerChunk < Samples.Count ? Samples[i + samplesPerChunk].DecodeTicks : EndTicks;
            CmafChunk.Write(output, ++number, 1, format.Kind, chunk, next + shiftTicks);
        }

        return output.WrittenSpan.ToArray();
    }
}
