namespace Headwater.Objects;

/// <summary>A checksum of an object or a part.</summary>
/// <param name="Algorithm">How it was computed.</param>
/// <param name="Value">In base64.</param>
/// <param name="PartCount">More than zero: it is the checksum of that many parts' checksums; zero: of the bytes.</param>
public sealed record Checksum(ChecksumAlgorithm Algorithm, string Value, int PartCount);
