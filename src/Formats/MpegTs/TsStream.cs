using Headwater.Foundation;

namespace Headwater.Formats.MpegTs;

/// <summary>One elementary stream of a programme map.</summary>
/// <param name="Pid">Its PID.</param>
/// <param name="StreamType">The stream_type byte as sent.</param>
/// <param name="Content">What its packets carry.</param>
/// <param name="Codec">The codec when <paramref name="Content"/> is media; <see cref="Codec.Unknown"/> for what this platform does not know.</param>
/// <param name="Language">Language as ISO 639-2 from its descriptor, or null.</param>
/// <param name="Descriptors">All its descriptors as sent.</param>
public sealed record TsStream(int Pid, byte StreamType, TsStreamContent Content, Codec Codec, string? Language, EquatableList<byte> Descriptors);
