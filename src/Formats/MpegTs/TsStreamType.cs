namespace Headwater.Formats.MpegTs;

/// <summary>The stream_type values that this platform writes. Specification: ISO/IEC 13818-1, table 2-34; ATSC A/53-3; SCTE 35, 8.1.</summary>
public enum TsStreamType : byte
{
    /// <summary>MPEG-1 audio.</summary>
    Mpeg1Audio = 0x03,

    /// <summary>MPEG-2 audio.</summary>
    Mpeg2Audio = 0x04,

    /// <summary>Private data in PES packets; descriptors tell what it is.</summary>
    PrivateData = 0x06,

    /// <summary>AAC in ADTS frames.</summary>
    AdtsAac = 0x0F,

    /// <summary>Metadata in PES packets; with the right descriptor ID3.</summary>
    Metadata = 0x15,

    /// <summary>H.264 as a byte stream.</summary>
    H264 = 0x1B,

    /// <summary>H.265 as a byte stream.</summary>
    H265 = 0x24,

    /// <summary>AC-3 sync frames.</summary>
    Ac3 = 0x81,

    /// <summary>SCTE 35 sections.</summary>
    Scte35 = 0x86,

    /// <summary>Enhanced AC-3 sync frames.</summary>
    Eac3 = 0x87,
}
