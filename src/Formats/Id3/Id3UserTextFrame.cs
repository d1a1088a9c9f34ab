namespace Headwater.Formats.Id3;

/// <summary>TXXX: a named text. Specification: Native Frames, 4.2.6.</summary>
/// <param name="Description">Its name; without NUL.</param>
/// <param name="Text">The text; several are parted by NUL.</param>
public sealed record Id3UserTextFrame(string Description, string Text) : Id3Frame;
