namespace Headwater.Formats.Nut;

/// <summary>One coded frame. Specification: NUT, frame.</summary>
/// <param name="Stream">Its stream's id.</param>
/// <param name="PresentationTicks">In ticks of the stream's time base.</param>
/// <param name="Key">Whether decoding may start here.</param>
/// <param name="Data">The coded bytes; empty at the end of relevance. Owned by whoever holds the frame.</param>
public sealed record NutFrame(int Stream, long PresentationTicks, bool Key, ReadOnlyMemory<byte> Data) : NutElement
{
    /// <summary>Equal when every member is, the data byte by byte.</summary>
    public bool Equals(NutFrame? other) =>
        other is not null && Stream == other.Stream && PresentationTicks == other.PresentationTicks && Key == other.Key
        && Data.Span.SequenceEqual(other.Data.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Stream, PresentationTicks, Key, Data.Length);
}
