namespace Headwater.Foundation;

/// <summary>A codec, independent of how a container spells it.</summary>
public enum Codec : byte
{
    /// <summary>Not known to this platform.</summary>
    Unknown = 0,

    /// <summary>ITU-T H.264; samples are length-prefixed NAL units, configuration an AVCDecoderConfigurationRecord.</summary>
    H264 = 1,

    /// <summary>ITU-T H.265; samples are length-prefixed NAL units, configuration an HEVCDecoderConfigurationRecord.</summary>
    H265 = 2,

    /// <summary>AV1; samples are low-overhead OBUs without temporal delimiters, configuration an AV1CodecConfigurationRecord.</summary>
    Av1 = 3,

    /// <summary>MPEG-4 AAC; samples are raw frames without ADTS, configuration an AudioSpecificConfig.</summary>
    Aac = 16,

    /// <summary>Opus; samples are packets, configuration an OpusHead without its magic.</summary>
    Opus = 17,

    /// <summary>AC-3; samples are sync frames.</summary>
    Ac3 = 18,

    /// <summary>Enhanced AC-3; samples are sync frames.</summary>
    Eac3 = 19,

    /// <summary>MPEG-1 or MPEG-2 audio layer III; samples are frames.</summary>
    Mp3 = 20,
}
