namespace Headwater.Formats.MpegTs;

/// <summary>A PES packet. Specification: ISO/IEC 13818-1, 2.4.3.6.</summary>
public sealed record TsPesPacket : TsEvent
{
    /// <summary>The PID of its stream.</summary>
    public required int Pid { get; init; }

    /// <summary>stream_id.</summary>
    public required byte StreamId { get; init; }

    /// <summary>Presentation time in ticks of 1/90000 s, 33 bits as sent, or null.</summary>
    public long? PresentationTicks { get; init; }

    /// <summary>Decode time likewise; the presentation time when only that was sent.</summary>
    public long? DecodeTicks { get; init; }

    /// <summary>Whether its first transport packet was marked as a random access point.</summary>
    public bool RandomAccess { get; init; }

    /// <summary>Whether its first transport packet announced a discontinuity.</summary>
    public bool Discontinuity { get; init; }

    /// <summary>Whether bytes are missing: packets were lost or it ended before its stated length.</summary>
    public bool Damaged { get; init; }

    /// <summary>What it carries.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Equal when every member is, the payload byte by byte.</summary>
    public bool Equals(TsPesPacket? other) =>
        other is not null && Pid == other.Pid && StreamId == other.StreamId && PresentationTicks == other.PresentationTicks
        && DecodeTicks == other.DecodeTicks && RandomAccess == other.RandomAccess && Discontinuity == other.Discontinuity
        && Damaged == other.Damaged && Payload.Span.SequenceEqual(other.Payload.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pid, PresentationTicks, DecodeTicks, Payload.Length);
}
