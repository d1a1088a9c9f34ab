namespace Headwater.Plans;

/// <summary>A picture of a running channel.</summary>
/// <param name="Jpeg">The bytes of a JPEG.</param>
/// <param name="Time">The UTC moment it shows.</param>
public sealed record Still(ReadOnlyMemory<byte> Jpeg, DateTimeOffset Time);
