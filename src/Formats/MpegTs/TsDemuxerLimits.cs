namespace Headwater.Formats.MpegTs;

/// <summary>What a <see cref="TsDemuxer"/> keeps at most, whatever the peer sends.</summary>
/// <param name="MaxPesBytes">Longest PES packet. Default 8 MiB.</param>
/// <param name="MaxBufferedBytes">All unfinished PES packets together. Default 32 MiB.</param>
/// <param name="MaxPrograms">Programmes followed. Default 32.</param>
/// <param name="MaxStreams">Elementary streams followed. Default 128.</param>
public sealed record TsDemuxerLimits(
    int MaxPesBytes = 8 << 20, int MaxBufferedBytes = 32 << 20, int MaxPrograms = 32, int MaxStreams = 128);
