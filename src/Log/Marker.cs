using Headwater.Foundation;

namespace Headwater.Log;

/// <summary>Something that happened at a time of the channel's timeline and that views may show.</summary>
public sealed record Marker : LogRecord
{
    /// <summary>What the payload is.</summary>
    public required MarkerKind Kind { get; init; }

    /// <summary>When, on the channel's timeline (tick zero is the Unix epoch).</summary>
    public required MediaTime Time { get; init; }

    /// <summary>The message in the form its kind states. Borrowed until the append completes.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }
}

/// <summary>The kinds of <see cref="Marker"/>.</summary>
public enum MarkerKind : byte
{
    /// <summary>A splice_info_section. Specification: ANSI/SCTE 35, 9.6.</summary>
    Scte35 = 1,

    /// <summary>An ID3v2 tag.</summary>
    Id3 = 2,

    /// <summary>Start of a key period; the payload is the period's number, 8 bytes big-endian.</summary>
    KeyPeriod = 3,
}
