namespace Headwater.Formats.MpegTs;

/// <summary>Packets are found again after bytes that are none.</summary>
/// <param name="SkippedBytes">How many bytes were passed over.</param>
public sealed record TsSyncRegained(long SkippedBytes) : TsEvent;
