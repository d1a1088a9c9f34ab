namespace Headwater.Formats.Amf;

/// <summary>A value of the Action Message Format, the same for its versions 0 and 3.</summary>
/// <remarks>A closed set: number, string, boolean, null, undefined, object, ECMA array, strict array, date, XML, bytes. Values are immutable trees.</remarks>
public abstract record AmfValue
{
    private protected AmfValue()
    {
    }
}
