namespace Headwater.Formats.Rtmp;

/// <summary>What a publisher did. A closed set: connected, publish requested, media, publish ended.</summary>
public abstract record RtmpEvent
{
    private protected RtmpEvent()
    {
    }
}
