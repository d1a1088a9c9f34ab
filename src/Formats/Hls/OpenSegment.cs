namespace Headwater.Formats.Hls;

/// <summary>The segment being made at the live edge: tags and parts without a URI yet. Specification: RFC 8216bis, 4.4.4.9.</summary>
public sealed record OpenSegment : SegmentTags;
