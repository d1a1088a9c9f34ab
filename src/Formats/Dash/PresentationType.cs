namespace Headwater.Formats.Dash;

/// <summary>MPD@type.</summary>
public enum PresentationType : byte
{
    /// <summary>Complete; never changes.</summary>
    Static = 0,

    /// <summary>Segments become available with time.</summary>
    Dynamic = 1,
}
