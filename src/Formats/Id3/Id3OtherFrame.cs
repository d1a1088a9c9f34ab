using Headwater.Foundation;

namespace Headwater.Formats.Id3;

/// <summary>A frame of another kind, as it is.</summary>
/// <param name="Id">Four capitals or digits.</param>
/// <param name="Content">What follows the frame header, without unsynchronisation.</param>
public sealed record Id3OtherFrame(string Id, EquatableList<byte> Content) : Id3Frame;
