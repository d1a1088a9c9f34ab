using System.Diagnostics;
using Headwater.Foundation;
using Headwater.Formats.Codecs;

namespace Headwater.Formats.Mp4;

/// <summary>Writes the sample entry of a track, the box that holds its codec's configuration.</summary>
/// <remarks>Specification: ISO/IEC 14496-12, 8.5.2, 12.1.3 and 12.2.3.</remarks>
internal static class SampleEntry
{
    public static void Write(BoxWriter writer, CmafTrack track, CodecDescription description)
    {
        switch (description)
        {
            case VideoDescription video:
                WriteVideo(writer, track, video);
                break;
            case AudioDescription audio:
                WriteAudio(writer, track, audio);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteVideo(BoxWriter writer, CmafTrack track, VideoDescription video)
    {
        var (type, configurationType) = track.Format.Codec switch
        {
            Codec.H264 => (BoxTypes.Avc1, BoxTypes.AvcC),
            Codec.H265 => (BoxTypes.Hvc1, BoxTypes.HvcC),
            Codec.Av1 => (BoxTypes.Av01, BoxTypes.Av1C),
            _ => throw new UnreachableException(),
        };
        var entry = writer.Begin(type);
        writer.Zeros(6);
        writer.UInt16(1);
        writer.Zeros(16);
        writer.UInt16((ushort)video.Width);
        writer.UInt16((ushort)video.Height);
        writer.UInt32(0x0048_0000);
        writer.UInt32(0x0048_0000);
        writer.UInt32(0);
        writer.UInt16(1);
        writer.Zeros(32);
        writer.UInt16(0x0018);
        writer.UInt16(0xFFFF);
        WriteBox(writer, configurationType, track.Format.Configuration.Span);
        WriteColour(writer, video.Colour);
        WriteAspectRatio(writer, video.AspectRatio);
        WriteBitRate(writer, track.BitsPerSecond);
        writer.End(entry);
    }

    private static void WriteColour(BoxWriter writer, ColourDescription? colour)
    {
        const byte Unspecified = 2;
        if (colour is not { } told || told is { Primaries: Unspecified, Transfer: Unspecified, Matrix: Unspecified, FullRange: false })
        {
            return;
        }

        var box = writer.Begin(BoxTypes.Colr);
        writer.UInt32(BoxTypes.Nclx);
        writer.UInt16(told.Primaries);
        writer.UInt16(told.Transfer);
        writer.UInt16(told.Matrix);
        writer.UInt8((byte)(told.FullRange ? 0x80 : 0));
        writer.End(box);
    }

    private static void WriteAspectRatio(BoxWriter writer, SampleAspectRatio? ratio)
    {
        if (ratio is not { } told)
        {
            return;
        }

        var box = writer.Begin(BoxTypes.Pasp);
        writer.UInt32(told.Width);
        writer.UInt32(told.Height);
        writer.End(box);
    }

    private static void WriteAudio(BoxWriter writer, CmafTrack track, AudioDescription audio)
    {
        var entry = writer.Begin(track.Format.Codec switch
        {
            Codec.Aac => BoxTypes.Mp4a,
            Codec.Opus => BoxTypes.Opus,
            Codec.Ac3 => BoxTypes.Ac3,
            Codec.Eac3 => BoxTypes.Ec3,
            _ => throw new UnreachableException(),
        });
        writer.Zeros(6);
        writer.UInt16(1);
        writer.Zeros(8);
        writer.UInt16((ushort)(audio.Channels == 0 ? 2 : audio.Channels));
        writer.UInt16(16);
        writer.UInt32(0);
        // 16.16 cannot hold rates of 65,536 Hz and more: then the configuration alone tells.
        writer.UInt32(audio.SampleRate <= ushort.MaxValue ? (uint)audio.SampleRate << 16 : 0);
        WriteAudioConfiguration(writer, track);
        WriteBitRate(writer, track.BitsPerSecond);
        writer.End(entry);
    }

    private static void WriteAudioConfiguration(BoxWriter writer, CmafTrack track)
    {
        var configuration = track.Format.Configuration.Span;
        switch (track.Format.Codec)
        {
            case Codec.Aac:
                ElementaryStreamDescriptor.Write(writer, configuration, track.BitsPerSecond);
                break;
            case Codec.Opus when OpusHead.TryRead(configuration, out var head):
                WriteBox(writer, BoxTypes.DOps, head.ToBoxArray());
                break;
            case Codec.Ac3:
                WriteBox(writer, BoxTypes.Dac3, configuration);
                break;
            case Codec.Eac3:
                WriteBox(writer, BoxTypes.Dec3, configuration);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteBox(BoxWriter writer, uint type, ReadOnlySpan<byte> content)
    {
        var box = writer.Begin(type);
        writer.Bytes(content);
        writer.End(box);
    }

    private static void WriteBitRate(BoxWriter writer, int bitsPerSecond)
    {
        if (bitsPerSecond <= 0)
        {
            return;
        }

        var box = writer.Begin(BoxTypes.Btrt);
        writer.UInt32(0);
        writer.UInt32((uint)bitsPerSecond);
        writer.UInt32((uint)bitsPerSecond);
        writer.End(box);
    }
}
