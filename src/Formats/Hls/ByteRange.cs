namespace Headwater.Formats.Hls;

/// <summary>Bytes of a resource. Specification: RFC 8216bis, 4.4.4.2.</summary>
/// <param name="Length">How many bytes.</param>
/// <param name="Offset">The first one, or null when it follows the range before of the same resource.</param>
public readonly record struct ByteRange(long Length, long? Offset);
