namespace Headwater.Foundation;

/// <summary>What a decoder must know before the first sample of a track.</summary>
/// <param name="Kind">Pictures or sound.</param>
/// <param name="Codec">The codec.</param>
/// <param name="Timescale">Ticks per second of the track's sample times; for audio the sample rate wherever possible.</param>
/// <param name="Configuration">The codec's configuration record in the form that <see cref="Foundation.Codec"/> states; empty when the codec needs none.</param>
public sealed record TrackFormat(TrackKind Kind, Codec Codec, uint Timescale, ReadOnlyMemory<byte> Configuration)
{
    /// <summary>Equal when a decoder set up for one decodes the other.</summary>
    public bool Equals(TrackFormat? other) =>
        other is not null && Kind == other.Kind && Codec == other.Codec && Timescale == other.Timescale
        && Configuration.Span.SequenceEqual(other.Configuration.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Codec, Timescale, Configuration.Length);
}
