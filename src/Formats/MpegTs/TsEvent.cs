namespace Headwater.Formats.MpegTs;

/// <summary>Something that <see cref="TsDemuxer"/> found, in order of its last byte in the stream. Immutable; owns its bytes.</summary>
public abstract record TsEvent
{
    private protected TsEvent()
    {
    }
}
