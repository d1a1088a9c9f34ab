namespace Headwater.Formats.Rtmp;

/// <summary>A whole message as it came out of the chunks. Specification: RTMP 1.0, 6.1.</summary>
/// <param name="Type">One of <see cref="RtmpMessageType"/>, or something unknown.</param>
/// <param name="StreamId">The message stream; 0 is the connection.</param>
/// <param name="TimestampMilliseconds">Wraps.</param>
/// <param name="Payload">Owned by the message.</param>
internal readonly record struct RtmpMessage(RtmpMessageType Type, uint StreamId, uint TimestampMilliseconds, ReadOnlyMemory<byte> Payload);
