namespace Headwater.Formats.MpegTs;

/// <summary>A PES packet was given up: its header is malformed or it outgrew the limit.</summary>
/// <param name="Pid">The PID of its stream.</param>
/// <param name="LengthBytes">How much of it had come.</param>
public sealed record TsPesDiscarded(int Pid, int LengthBytes) : TsEvent;
