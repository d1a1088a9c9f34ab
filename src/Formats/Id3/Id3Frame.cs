namespace Headwater.Formats.Id3;

/// <summary>One frame of a tag. Specification: ID3 tag version 2.4.0, Native Frames.</summary>
public abstract record Id3Frame
{
    private protected Id3Frame()
    {
    }
}
