using Headwater.Formats.Flv;

namespace Headwater.Formats.Rtmp;

/// <summary>What later chunks of one chunk stream inherit from earlier ones.</summary>
internal sealed class RtmpChunkStream
{
    public PayloadAssembly Payload { get; } = new();

    /// <summary>Whether a message has begun and is not complete.</summary>
    public bool InMessage { get; set; }

    public RtmpMessageType Type { get; set; }

    public uint StreamId { get; set; }

    public int MessageLengthBytes { get; set; }

    /// <summary>Of the message that is being read, or else of the last one.</summary>
    public uint TimestampMilliseconds { get; set; }

    /// <summary>The last timestamp field, extended if it was: a format 3 message adds it again.</summary>
    public uint FieldMilliseconds { get; set; }

    /// <summary>Whether the last header that had a timestamp field extended it, so that format 3 chunks repeat the extension.</summary>
    public bool Extended { get; set; }
}
