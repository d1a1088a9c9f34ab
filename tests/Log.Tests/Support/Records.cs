using Headwater.Foundation;

namespace Headwater.Log.Tests.Support;

/// <summary>Valid records of which a test states only what matters to it.</summary>
internal static class Records
{
    public const uint Timescale = 90_000;

    public static TrackConfig Config(int track = 1, string? name = null, byte version = 0, uint timescale = Timescale) => new()
    {
        Track = track,
        Kind = TrackKind.Video,
        Codec = Codec.H264,
        Name = name ?? $"v{track}",
        Timescale = timescale,
        CodecString = "avc1.64001f",
        BitsPerSecond = 1_000_000,
        Width = 1280,
        Height = 720,
        SampleDurationTicks = 3_000,
        RandomAccessIntervalTicks = 180_000,
        Header = new byte[] { 1, 2, 3, version },
    };

    /// <summary>The fragment number <paramref name="n"/> of a track, half a second each; its bytes can be told from all others'.</summary>
    public static Fragment Fragment(long n, int track = 1, int payloadBytes = 40) => new()
    {
        Track = track,
        DecodeTicks = n * 45_000,
        PresentationTicks = (n * 45_000) + 3_000,
        DurationTicks = 45_000,
        RandomAccess = n % 4 == 0,
        Payload = Payload(track, n * 45_000, payloadBytes),
    };

    public static Marker Marker(long n, MarkerKind kind = MarkerKind.Scte35) => new()
    {
        Kind = kind,
        Time = new(n * 45_000, Timescale),
        Payload = Payload(99, n, 11),
    };

    /// <summary>Bytes that follow from a fragment's track and decode time, so that a reader can verify them.</summary>
    public static byte[] Payload(int track, long decodeTicks, int payloadBytes)
    {
        var payload = new byte[payloadBytes];
        var state = ((ulong)decodeTicks * 0x9E3779B97F4A7C15) + (ulong)track;
        for (var index = 0; index < payload.Length; index++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            payload[index] = (byte)state;
        }

        return payload;
    }
}
