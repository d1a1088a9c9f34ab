using Headwater.Foundation;

namespace Headwater.Formats.Codecs;

/// <summary>Tells from a sample's bytes whether decoding may start there.</summary>
public static class RandomAccessPoint
{
    /// <summary>Whether a sample of that format is one: IDR in H.264, IRAP in H.265, a shown key frame behind a sequence header in AV1; every sample of sound.</summary>
    /// <param name="format">The track's format; its configuration gives the size of NAL unit lengths.</param>
    /// <param name="sample">The sample in the form that the codec's name states.</param>
    public static bool IsAt(TrackFormat format, ReadOnlySpan<byte> sample) => format.Codec switch
    {
        Codec.H264 => H264.IsIdr(sample, LengthSizeOf(format)),
        Codec.H265 => H265.IsRandomAccess(sample, LengthSizeOf(format)),
        Codec.Av1 => Av1.IsRandomAccess(sample),
        _ => format.Kind != TrackKind.Video,
    };

    /// <summary>Bytes in each NAL unit length of a track's samples, by its configuration; 4 when it does not tell.</summary>
    public static int LengthSizeOf(TrackFormat format)
    {
        var configuration = format.Configuration.Span;
        return format.Codec switch
        {
            Codec.H264 when configuration.Length > 4 => (configuration[4] & 3) + 1,
            Codec.H265 when configuration.Length > 21 => (configuration[21] & 3) + 1,
            _ => 4,
        };
    }
}
