namespace Headwater.Formats.Rtmp;

/// <summary>One media message of an accepted publisher, in the order of the wire.</summary>
/// <param name="StreamId">The message stream.</param>
/// <param name="Kind">What it carries.</param>
/// <param name="TimestampMilliseconds">The sender's clock; wraps after 2^32 ms and may jump.</param>
/// <param name="Payload">Owned by the event: freshly allocated, never written again. Parts of one aggregate share one array.</param>
public sealed record RtmpMedia(uint StreamId, RtmpMediaKind Kind, uint TimestampMilliseconds, ReadOnlyMemory<byte> Payload) : RtmpEvent;
