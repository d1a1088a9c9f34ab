using Headwater.Foundation;

namespace Headwater.Formats.Nut;

/// <summary>The streams of the file, once all their headers are read; comes before the first frame and only once.</summary>
/// <param name="Streams">By stream id.</param>
public sealed record NutHeader(EquatableList<NutStream> Streams) : NutElement;
