namespace Headwater.Formats.Dash;

/// <summary>Ties a presentation time to the wall clock of the producer. Specification: ISO/IEC 23009-1, 5.12.</summary>
public sealed record ProducerReferenceTime
{
    /// <summary>Identifier, unique in the adaptation set.</summary>
    public required long Id { get; init; }

    /// <summary>When the sample passed the encoder's input.</summary>
    public required DateTimeOffset WallClockTime { get; init; }

    /// <summary>Its presentation time in ticks of the segment template's timescale.</summary>
    public required long PresentationTicks { get; init; }

    /// <summary>Whether segments carry <c>prft</c> boxes.</summary>
    public bool Inband { get; init; }

    /// <summary>What it was measured against, or null.</summary>
    public Descriptor? UtcTiming { get; init; }
}
