using Headwater.Foundation;

namespace Headwater.Formats.MpegTs;

/// <summary>A programme map came that differs from the one before. Specification: ISO/IEC 13818-1, 2.4.4.8.</summary>
/// <param name="ProgramNumber">The programme, from 1.</param>
/// <param name="Version">version_number of the map, 0 to 31.</param>
/// <param name="ClockPid">The PID that carries the clock; 0x1FFF when none does.</param>
/// <param name="Streams">Its elementary streams in order of the map.</param>
public sealed record TsProgramChanged(int ProgramNumber, int Version, int ClockPid, EquatableList<TsStream> Streams) : TsEvent;
