using System.Buffers.Binary;
using Headwater.Formats.Nut;
using Headwater.Foundation;

namespace Headwater.Transcoder.Ffmpeg;

/// <summary>How a source track reads as a NUT stream.</summary>
internal static class SourceStream
{
    /// <summary>The stream's description; ffmpeg takes sizes and rates that are not known here from the codec itself.</summary>
    /// <exception cref="IOException">NUT has no word for the codec.</exception>
    public static NutStream Of(TrackFormat format) => format.Kind == TrackKind.Video ? Video(format) : Audio(format);

    private static NutStream Video(TrackFormat format) => new()
    {
        Class = NutStreamClass.Video,
        CodecTag = format.Codec switch
        {
            Codec.H264 => NutStream.Tag("H264"u8),
            Codec.H265 => NutStream.Tag("HEVC"u8),
            Codec.Av1 => NutStream.Tag("AV01"u8),
            _ => throw NotCarried(format),
        },
        TimeBase = new(1, SessionClock.VideoTimescale),
        CodecData = format.Configuration,
        Width = 16,
        Height = 16,
    };

    private static NutStream Audio(TrackFormat format)
    {
        var (rate, channels) = Shape(format);
        return new NutStream
        {
            Class = NutStreamClass.Audio,
            CodecTag = format.Codec switch
            {
                Codec.Aac => 0x00FF,
                Codec.Mp3 => 0x0055,
                Codec.Ac3 or Codec.Eac3 => 0x2000,
                Codec.Opus => NutStream.Tag("Opus"u8),
                _ => throw NotCarried(format),
            },
            TimeBase = new(1, format.Timescale),
            CodecData = format.Codec == Codec.Opus ? OpusHead(format.Configuration.Span) : format.Configuration,
            SampleRate = rate,
            Channels = channels,
        };
    }

    private static (int Rate, int Channels) Shape(TrackFormat format)
    {
        var configuration = format.Configuration.Span;
        if (format.Codec == Codec.Opus)
        {
            return (48_000, configuration.Length > 1 ? Math.Max(1, (int)configuration[1]) : 2);
        }

        var rate = format.Timescale is >= 8_000 and <= 192_000 ? (int)format.Timescale : 48_000;
        if (format.Codec != Codec.Aac || configuration.Length < 2)
        {
            return (rate, 2);
        }

        // Specification: ISO/IEC 14496-3, 1.6.2.1.
        ReadOnlySpan<int> rates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];
        var bits = new BitCursor(configuration);
        bits.Skip(bits.Read(5) == 31 ? 6 : 0);
        var index = bits.Read(4);
        rate = index == 15 ? bits.Read(24) : index < rates.Length ? rates[index] : rate;
        return (Math.Max(1, rate), Math.Max(1, bits.Read(4)));
    }

    /// <summary>With its magic, and with its numbers turned round: those of an ISO box are big-endian, those of the head that decoders know little-endian.</summary>
    private static byte[] OpusHead(ReadOnlySpan<byte> configuration)
    {
        byte[] head = [.. "OpusHead"u8, .. configuration];
        if (configuration.Length >= 11 && configuration[0] == 0)
        {
            var fields = head.AsSpan(8);
            fields[0] = 1;
            BinaryPrimitives.WriteUInt16LittleEndian(fields[2..], BinaryPrimitives.ReadUInt16BigEndian(configuration[2..]));
            BinaryPrimitives.WriteUInt32LittleEndian(fields[4..], BinaryPrimitives.ReadUInt32BigEndian(configuration[4..]));
            BinaryPrimitives.WriteInt16LittleEndian(fields[8..], BinaryPrimitives.ReadInt16BigEndian(configuration[8..]));
        }

        return head;
    }

    private static IOException NotCarried(TrackFormat format) => new($"ffmpeg cannot be fed {format.Kind} of codec {format.Codec}");
}
