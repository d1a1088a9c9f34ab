namespace Headwater.Formats.MpegTs;

/// <summary>What the packets of an elementary stream carry.</summary>
public enum TsStreamContent : byte
{
    /// <summary>PES packets of something this platform does not know.</summary>
    Other = 0,

    /// <summary>PES packets of pictures or sound: byte streams of NAL units, ADTS frames, sync frames.</summary>
    Media = 1,

    /// <summary>PES packets of ID3 tags.</summary>
    Id3 = 2,

    /// <summary>SCTE 35 sections.</summary>
    Scte35 = 3,
}
