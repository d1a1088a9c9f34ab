namespace Headwater.Formats.Amf;

/// <summary>Null.</summary>
public sealed record AmfNull : AmfValue
{
    /// <summary>The one null.</summary>
    public static readonly AmfNull Instance = new();

    private AmfNull()
    {
    }
}
