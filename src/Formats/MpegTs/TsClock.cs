namespace Headwater.Formats.MpegTs;

/// <summary>A programme clock reference. Specification: ISO/IEC 13818-1, 2.4.3.5.</summary>
/// <param name="Pid">The PID that carried it.</param>
/// <param name="Ticks27MHz">Base × 300 + extension, as sent: it wraps at 2^33 × 300.</param>
/// <param name="Discontinuity">Whether a new time base starts here.</param>
public sealed record TsClock(int Pid, long Ticks27MHz, bool Discontinuity) : TsEvent;
