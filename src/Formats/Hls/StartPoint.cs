namespace Headwater.Formats.Hls;

/// <summary>Where a player should start (EXT-X-START). Specification: RFC 8216bis, 4.4.2.2.</summary>
/// <param name="Offset">From the first segment's start, or before the last segment's end when negative.</param>
/// <param name="Precise">Whether samples before that point are not to be shown.</param>
public readonly record struct StartPoint(TimeSpan Offset, bool Precise);
