namespace Headwater.Formats.Amf;

/// <summary>How much of a peer's AMF is believed.</summary>
public sealed record AmfLimits
{
    /// <summary>Values inside values; the outermost is at depth 1. Default 32.</summary>
    public int MaximumDepth { get; init; } = 32;

    /// <summary>Values of one reader with references counted as often as they are used, so that a small input cannot stand for a huge tree. Default 8,192.</summary>
    public int MaximumValues { get; init; } = 8_192;

    /// <summary>UTF-8 bytes of one string, name or byte array. Default 256 KiB.</summary>
    public int MaximumStringBytes { get; init; } = 256 * 1024;
}
