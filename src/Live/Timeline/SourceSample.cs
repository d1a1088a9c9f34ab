namespace Headwater.Live.Timeline;

/// <summary>One coded sample as a source stamped it, in the order the source sent it.</summary>
/// <remarks>Immutable; the payload passes through unread and belongs to whoever holds the sample.</remarks>
public sealed record SourceSample
{
    /// <summary>Which track of the session, 0 to 31; the number given to <see cref="TimelineEngine.SetFormat"/>.</summary>
    public required int Track { get; init; }

    /// <summary>The decode stamp in ticks of the session's <see cref="SourceClock"/>; only its low <see cref="SourceClock.WrapBits"/> bits are read.</summary>
    public required long RawDecode { get; init; }

    /// <summary>Presentation minus decode time in ticks of the same clock; may be negative. Ignored for sound.</summary>
    public long CompositionOffset { get; init; }

    /// <summary>Whether decoding may start here (IDR picture; every audio frame).</summary>
    public required bool RandomAccess { get; init; }

    /// <summary>The coded bytes.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }
}
