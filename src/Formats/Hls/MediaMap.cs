namespace Headwater.Formats.Hls;

/// <summary>An initialization section (EXT-X-MAP). Specification: RFC 8216bis, 4.4.4.5.</summary>
/// <param name="Uri">Where it is.</param>
/// <param name="ByteRange">Its bytes in the resource, or null for all.</param>
public sealed record MediaMap(string Uri, ByteRange? ByteRange = null);
