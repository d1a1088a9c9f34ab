namespace Headwater.Formats.Rtmp;

/// <summary>An accepted publisher said that it is done; a lost connection says nothing.</summary>
/// <param name="StreamId">The message stream.</param>
public sealed record RtmpPublishEnded(uint StreamId) : RtmpEvent;
