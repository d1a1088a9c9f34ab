using Headwater.Foundation;

namespace Headwater.Formats.Id3;

/// <summary>PRIV: bytes whose meaning their owner defines. Specification: Native Frames, 4.27.</summary>
/// <param name="Owner">Who defines it, such as a domain name; ISO 8859-1, without NUL.</param>
/// <param name="Content">The bytes.</param>
public sealed record Id3PrivateFrame(string Owner, EquatableList<byte> Content) : Id3Frame;
