using System.Globalization;
using System.Text;
using Headwater.Foundation;

namespace Headwater.Formats.Codecs;

/// <summary>Names a track's codec as manifests and browsers do.</summary>
/// <remarks>Specification: RFC 6381, 3.3; ISO/IEC 14496-15, annex E; AV1 in ISO BMFF, 5.</remarks>
public static class CodecString
{
    /// <summary>The codecs parameter for a track, such as <c>avc1.64001f</c>; null when its configuration is none.</summary>
    public static string? For(TrackFormat format) => format.Codec switch
    {
        Codec.H264 => ForH264(format.Configuration),
        Codec.H265 => ForH265(format.Configuration),
        Codec.Av1 => ForAv1(format.Configuration),
        Codec.Aac => ForAac(format.Configuration.Span),
        Codec.Opus => "opus",
        Codec.Ac3 => "ac-3",
        Codec.Eac3 => "ec-3",
        Codec.Mp3 => "mp4a.40.34",
        _ => null,
    };

    private static string? ForH264(ReadOnlyMemory<byte> configuration) =>
        AvcDecoderConfiguration.TryRead(configuration, out var record)
            ? string.Create(CultureInfo.InvariantCulture, $"avc1.{record.ProfileIdc:x2}{record.ConstraintFlags:x2}{record.LevelIdc:x2}")
            : null;

    private static string? ForH265(ReadOnlyMemory<byte> configuration)
    {
        if (!HevcDecoderConfiguration.TryRead(configuration, out var record))
        {
            return null;
        }

        var profile = record.Profile;
        var text = new StringBuilder("hvc1.", 40);
        if (profile.ProfileSpace > 0)
        {
            text.Append((char)('A' + profile.ProfileSpace - 1));
        }

        text.Append(CultureInfo.InvariantCulture, $"{profile.ProfileIdc}.{ReverseBits(profile.CompatibilityFlags):X}.{(profile.HighTier ? 'H' : 'L')}{profile.LevelIdc}");
        // Six bytes of constraints; zeros at the end are left out.
        for (var constraints = profile.ConstraintFlags << 16; constraints != 0; constraints <<= 8)
        {
            text.Append(CultureInfo.InvariantCulture, $".{constraints >> 56:X}");
        }

        return text.ToString();
    }

    private static uint ReverseBits(uint value)
    {
        var reversed = 0u;
        for (var i = 0; i < 32; i++)
        {
            reversed = (reversed << 1) | ((value >> i) & 1);
        }

        return reversed;
    }

    private static string? ForAv1(ReadOnlyMemory<byte> configuration)
    {
        if (!Av1CodecConfiguration.TryRead(configuration, out var record))
        {
            return null;
        }

        var text = string.Create(
            CultureInfo.InvariantCulture, $"av01.{record.Profile}.{record.LevelIndex:00}{(record.HighTier ? 'H' : 'M')}.{record.BitDepth:00}");
        var colour = record.TryReadSequenceHeader(out var header) ? header.Colour : default;
        // What is left out means 4:2:0 and BT.709 in limited range; all further fields stand together or not at all.
        return colour.Primaries is 0 or 1 or 2 && colour.Transfer is 0 or 1 or 2 && !colour.FullRange
            ? text
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{text}.{(record.Monochrome ? 1 : 0)}.{(record.SubsamplingX ? 1 : 0)}{(record.SubsamplingY ? 1 : 0)}{record.ChromaSamplePosition}.{colour.Primaries:00}.{colour.Transfer:00}.{colour.Matrix:00}.{(colour.FullRange ? 1 : 0)}");
    }

    private static string? ForAac(ReadOnlySpan<byte> configuration) =>
        AudioSpecificConfig.TryRead(configuration, out var config)
            ? string.Create(CultureInfo.InvariantCulture, $"mp4a.40.{config.SignalledObjectType}")
            : null;
}
