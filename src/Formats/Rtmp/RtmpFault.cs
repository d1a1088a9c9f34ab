namespace Headwater.Formats.Rtmp;

/// <summary>Why a connection cannot go on.</summary>
/// <param name="OffsetBytes">Bytes of the connection before the handshake part or chunk that showed the fault.</param>
/// <param name="Clause">What was broken, for example <c>RTMP 1.0, 5.3.1</c>.</param>
/// <param name="What">One sentence.</param>
public sealed record RtmpFault(long OffsetBytes, string Clause, string What);
