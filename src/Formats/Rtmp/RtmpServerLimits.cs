using Headwater.Formats.Amf;

namespace Headwater.Formats.Rtmp;

/// <summary>How much of a publisher is believed, and what this side announces.</summary>
public sealed record RtmpServerLimits
{
    /// <summary>Longest message; the wire could say 16 MiB. Default 8 MiB.</summary>
    public int MaximumMessageBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Different chunk stream ids in one connection. Default 64.</summary>
    public int MaximumChunkStreams { get; init; } = 64;

    /// <summary>Received bytes of incomplete messages over all chunk streams; memory is at most twice that. Default 16 MiB.</summary>
    public int MaximumBufferedBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Message streams that exist at once. Default 8.</summary>
    public int MaximumStreams { get; init; } = 8;

    /// <summary>Messages in one aggregate message. Default 4,096.</summary>
    public int MaximumAggregateParts { get; init; } = 4096;

    /// <summary>UTF-8 bytes of an application, instance, query or URL. Default 4 KiB.</summary>
    public int MaximumNameBytes { get; init; } = 4096;

    /// <summary>Bounds of commands.</summary>
    public AmfLimits Amf { get; init; } = new();

    /// <summary>The window announced to the peer: it acknowledges whenever it has received that much. Default 2,500,000.</summary>
    public uint AcknowledgementWindowBytes { get; init; } = 2_500_000;

    /// <summary>Chunk size this side announces and sends, from 128 to 65,536. Default 4,096.</summary>
    public int SentChunkBytes { get; init; } = 4096;
}
