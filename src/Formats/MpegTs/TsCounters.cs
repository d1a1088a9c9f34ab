namespace Headwater.Formats.MpegTs;

/// <summary>What a <see cref="TsDemuxer"/> has seen and lost since it was made.</summary>
/// <param name="Packets">Transport packets read.</param>
/// <param name="ContinuityErrors">Jumps of a counter.</param>
/// <param name="SkippedBytes">Bytes between packets.</param>
/// <param name="TransportErrors">Packets that their sender marked as broken, or whose header is malformed.</param>
/// <param name="ScrambledPackets">Packets that are encrypted at the transport level.</param>
/// <param name="SectionErrors">Sections with a wrong CRC or length.</param>
/// <param name="DiscardedPesPackets">PES packets given up.</param>
public readonly record struct TsCounters(
    long Packets, long ContinuityErrors, long SkippedBytes, long TransportErrors, long ScrambledPackets, long SectionErrors, long DiscardedPesPackets);
