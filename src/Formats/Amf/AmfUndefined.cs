namespace Headwater.Formats.Amf;

/// <summary>Undefined; also what version 0 calls unsupported.</summary>
public sealed record AmfUndefined : AmfValue
{
    /// <summary>The one undefined.</summary>
    public static readonly AmfUndefined Instance = new();

    private AmfUndefined()
    {
    }
}
