using System.Buffers;
using Headwater.Formats.Mp4;
using Headwater.Foundation;
using Headwater.Log;

namespace Headwater.Views.Tests.Support;

/// <summary>Configurations with real headers, and real fragments whose small samples can each be told from all others.</summary>
internal static class Samples
{
    private static readonly byte[][] Avc =
    [
        Convert.FromHexString("0142c00dffe1001d6742c00dd901419f9fff0003000410000003001000000303c0f142a48001000568cb83cb20"),
        Convert.FromHexString("0164000bffe100216764000bacd102cde224ffc0050006da808080a0000003002000000641e285224001000668ebe3cb22c0fdf8f800"),
    ];

    private static readonly byte[] Aac = [0x11, 0x90];

    public static TrackConfig VideoConfig(int track, string name, int version, int frameTicks, long randomAccessTicks) => new()
    {
        Track = track,
        Kind = TrackKind.Video,
        Codec = Codec.H264,
        Name = name,
        Timescale = 90_000,
        CodecString = version % 2 == 0 ? "avc1.42c00d" : "avc1.64000b",
        BitsPerSecond = 100_000 * track,
        Width = 320,
        Height = 180,
        SampleDurationTicks = frameTicks,
        RandomAccessIntervalTicks = randomAccessTicks,
        Header = Header(track, new TrackFormat(TrackKind.Video, Codec.H264, 90_000, Avc[version % 2])),
    };

    public static TrackConfig AudioConfig(int track, string name) => new()
    {
        Track = track,
        Kind = TrackKind.Audio,
        Codec = Codec.Aac,
        Name = name,
        Timescale = 48_000,
        CodecString = "mp4a.40.2",
        BitsPerSecond = 64_000,
        SampleDurationTicks = 1024,
        SampleRate = 48_000,
        Channels = 2,
        Language = "en",
        Header = Header(track, new TrackFormat(TrackKind.Audio, Codec.Aac, 48_000, Aac)),
    };

    /// <summary>A fragment of pictures.</summary>
    public static Fragment Video(int track, long firstFrame, long decodeTicks, int count, int frameTicks, bool randomAccess, int[] offsets)
    {
        var samples = new List<MediaSample>(count);
        for (var index = 0; index < count; index++)
        {
            var decode = decodeTicks + ((long)index * frameTicks);
            var key = randomAccess && index == 0;
            samples.Add(new MediaSample
            {
                Track = 0,
                DecodeTicks = decode,
                PresentationTicks = decode + ((long)offsets[index] * frameTicks),
                RandomAccess = key,
                Payload = Picture(track, firstFrame + index, key),
            });
        }

        return Fragment(track, TrackKind.Video, samples, decodeTicks + ((long)count * frameTicks));
    }

    /// <summary>A fragment of sound: frames of 1024 samples, numbered since the epoch.</summary>
    public static Fragment Audio(int track, long firstFrame, int count)
    {
        var samples = new List<MediaSample>(count);
        for (var frame = firstFrame; frame < firstFrame + count; frame++)
        {
            samples.Add(new MediaSample
            {
                Track = 0, DecodeTicks = frame * 1024, PresentationTicks = frame * 1024, RandomAccess = true, Payload = Sound(track, frame),
            });
        }

        return Fragment(track, TrackKind.Audio, samples, (firstFrame + count) * 1024);
    }

    /// <summary>One slice, length-prefixed; no byte pattern that looks like a start code.</summary>
    public static byte[] Picture(int track, long frame, bool key) => [0, 0, 0, 10, key ? (byte)0x65 : (byte)0x41, .. Tag(track, frame)];

    public static byte[] Sound(int track, long frame) => Tag(track, frame);

    private static byte[] Tag(int track, long number)
    {
        var bytes = new byte[9];
        bytes[0] = (byte)(0x80 | track);
        for (var index = 1; index < bytes.Length; index++)
        {
            bytes[index] = (byte)(0x80 | (number >> (7 * (index - 1)) & 0x7F));
        }

        return bytes;
    }

    private static Fragment Fragment(int track, TrackKind kind, List<MediaSample> samples, long nextDecodeTicks)
    {
        var payload = new ArrayBufferWriter<byte>();
        CmafChunk.Write(payload, 1, track, kind, samples, nextDecodeTicks);
        return new Fragment
        {
            Track = track,
            DecodeTicks = samples[0].DecodeTicks,
            PresentationTicks = samples.Min(sample => sample.PresentationTicks),
            DurationTicks = nextDecodeTicks - samples[0].DecodeTicks,
            RandomAccess = samples[0].RandomAccess,
            Payload = payload.WrittenMemory,
        };
    }

    private static byte[] Header(int track, TrackFormat format)
    {
        var header = new ArrayBufferWriter<byte>();
        Assert.Equal(OperationStatus.Done, CmafHeader.Write(header, new CmafTrack { TrackId = track, Format = format }));
        return header.WrittenSpan.ToArray();
    }
}
