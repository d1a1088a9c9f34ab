namespace Headwater.Formats.MpegTs;

/// <summary>The counter of a PID jumped: packets are missing.</summary>
/// <param name="Pid">The PID.</param>
/// <param name="Expected">The counter that should have come, 0 to 15.</param>
/// <param name="Actual">The counter that came.</param>
public sealed record TsContinuityLost(int Pid, int Expected, int Actual) : TsEvent;
