namespace Headwater.Formats.Rtmp;

/// <summary>What a media message carries.</summary>
public enum RtmpMediaKind : byte
{
    /// <summary>The body of an FLV audio tag.</summary>
    Audio = 1,

    /// <summary>The body of an FLV video tag.</summary>
    Video = 2,

    /// <summary>Script data: a name and values in AMF 0, also when the peer sent a message of version 3.</summary>
    Data = 3,
}
