using System.Diagnostics.CodeAnalysis;
using Headwater.Foundation;

namespace Headwater.Formats.Codecs;

/// <summary>What a track's configuration says of its pictures or its sound, in words common to all codecs.</summary>
public abstract record CodecDescription
{
    private protected CodecDescription()
    {
    }

    /// <summary>Describes a track; false when its codec is not known or its configuration is none.</summary>
    public static bool TryRead(TrackFormat format, [NotNullWhen(true)] out CodecDescription? description)
    {
        description = format.Codec switch
        {
            Codec.H264 => FromH264(format.Configuration),
            Codec.H265 => FromH265(format.Configuration),
            Codec.Av1 => FromAv1(format.Configuration),
            Codec.Aac => FromAac(format.Configuration.Span),
            Codec.Opus => FromOpus(format.Configuration.Span),
            Codec.Ac3 => FromAc3(format),
            Codec.Eac3 => FromAc3(format),
            _ => null,
        };
        return description is not null;
    }

    /// <summary>Describes a track of pictures; false when it is none.</summary>
    public static bool TryReadVideo(TrackFormat format, [NotNullWhen(true)] out VideoDescription? description)
    {
        description = TryRead(format, out var any) ? any as VideoDescription : null;
        return description is not null;
    }

    /// <summary>Describes a track of sound; false when it is none.</summary>
    public static bool TryReadAudio(TrackFormat format, [NotNullWhen(true)] out AudioDescription? description)
    {
        description = TryRead(format, out var any) ? any as AudioDescription : null;
        return description is not null;
    }

    private static VideoDescription? FromH264(ReadOnlyMemory<byte> configuration) =>
        AvcDecoderConfiguration.TryRead(configuration, out var record)
        && record.SequenceParameterSets.Count > 0
        && H264SequenceParameterSet.TryRead(record.SequenceParameterSets[0].Span, out var set)
            ? new VideoDescription
            {
                Width = set.Width,
                Height = set.Height,
                FrameRate = set.FrameRate,
                AspectRatio = set.AspectRatio,
                Colour = set.Colour,
                BitDepth = set.LumaBits,
                ReorderFrames = set.ReorderFrames,
                Interlaced = set.Interlaced,
            }
            : null;

    private static VideoDescription? FromH265(ReadOnlyMemory<byte> configuration) =>
        HevcDecoderConfiguration.TryRead(configuration, out var record)
        && H265SequenceParameterSet.TryRead(record.FirstUnit(H265NalUnitType.SequenceParameterSet).Span, out var set)
            ? new VideoDescription
            {
                Width = set.Width,
                Height = set.Height,
                FrameRate = set.FrameRate,
                AspectRatio = set.AspectRatio,
                Colour = set.Colour,
                BitDepth = set.LumaBits,
                ReorderFrames = set.ReorderFrames,
                Interlaced = set.FieldCoded,
            }
            : null;

    private static VideoDescription? FromAv1(ReadOnlyMemory<byte> configuration) =>
        Av1CodecConfiguration.TryRead(configuration, out var record) && record.TryReadSequenceHeader(out var header)
            ? new VideoDescription
            {
                Width = header.Width,
                Height = header.Height,
                FrameRate = header.FrameRate,
                Colour = header.Colour,
                BitDepth = header.BitDepth,
                // Frames that are decoded early are hidden in the temporal unit that shows them.
                ReorderFrames = 0,
            }
            : null;

    private static AudioDescription? FromOpus(ReadOnlySpan<byte> configuration) =>
        OpusHead.TryRead(configuration, out var head)
            ? new AudioDescription { SampleRate = 48_000, Channels = head.Channels, SamplesPerFrame = 0 }
            : null;

    private static AudioDescription? FromAc3(TrackFormat format)
    {
        Ac3Configuration configuration;
        var read = format.Codec == Codec.Ac3
            ? Ac3Configuration.TryReadAc3(format.Configuration.Span, out configuration)
            : Ac3Configuration.TryReadEnhanced(format.Configuration.Span, out configuration);
        return read
            ? new AudioDescription
            {
                SampleRate = configuration.SampleRate == 0 ? (int)Math.Min(format.Timescale, int.MaxValue) : configuration.SampleRate,
                Channels = configuration.Channels,
                SamplesPerFrame = format.Codec == Codec.Ac3 ? 1_536 : 0,
            }
            : null;
    }

    private static AudioDescription? FromAac(ReadOnlySpan<byte> configuration) =>
        AudioSpecificConfig.TryRead(configuration, out var config)
            ? new AudioDescription
            {
                SampleRate = config.OutputSampleRate,
                Channels = config.OutputChannels,
                SamplesPerFrame = config.SamplesPerFrame,
            }
            : null;
}
