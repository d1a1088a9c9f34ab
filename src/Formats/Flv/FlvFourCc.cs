using Headwater.Foundation;

namespace Headwater.Formats.Flv;

/// <summary>Codecs by the four characters of enhanced tags. Specification: Enhanced RTMP v2, VideoFourCc and AudioFourCc.</summary>
internal static class FlvFourCc
{
    public const uint Avc = 0x61766331; // avc1
    public const uint Hevc = 0x68766331; // hvc1
    public const uint Vvc = 0x76766331; // vvc1
    public const uint Av1 = 0x61763031; // av01
    public const uint Aac = 0x6D703461; // mp4a
    public const uint Opus = 0x4F707573; // Opus
    public const uint Ac3 = 0x61632D33; // ac-3
    public const uint Eac3 = 0x65632D33; // ec-3
    public const uint Mp3 = 0x2E6D7033; // .mp3

    public static Codec ToVideoCodec(uint fourCc) => fourCc switch
    {
        Avc => Codec.H264,
        Hevc => Codec.H265,
        Av1 => Codec.Av1,
        _ => Codec.Unknown,
    };

    public static Codec ToAudioCodec(uint fourCc) => fourCc switch
    {
        Aac => Codec.Aac,
        Opus => Codec.Opus,
        Ac3 => Codec.Ac3,
        Eac3 => Codec.Eac3,
        Mp3 => Codec.Mp3,
        _ => Codec.Unknown,
    };

    /// <summary>The four characters of a codec; 0 for an unknown one.</summary>
    public static uint FromCodec(Codec codec) => codec switch
    {
        Codec.H264 => Avc,
        Codec.H265 => Hevc,
        Codec.Av1 => Av1,
        Codec.Aac => Aac,
        Codec.Opus => Opus,
        Codec.Ac3 => Ac3,
        Codec.Eac3 => Eac3,
        Codec.Mp3 => Mp3,
        _ => 0,
    };

    /// <summary>Whether coded frames of that codec are preceded by a composition offset.</summary>
    public static bool HasCompositionOffset(uint fourCc) => fourCc is Avc or Hevc or Vvc;
}
