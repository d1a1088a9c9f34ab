namespace Headwater.Formats.Nut;

/// <summary>One thing that a <see cref="NutReader"/> found.</summary>
public abstract record NutElement
{
    private protected NutElement()
    {
    }
}
