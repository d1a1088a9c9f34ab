using Headwater.Foundation;

namespace Headwater.Formats.Id3;

/// <summary>An ID3v2.4 tag. Immutable.</summary>
/// <param name="Frames">The frames in order.</param>
public sealed record Id3Tag(EquatableList<Id3Frame> Frames);
