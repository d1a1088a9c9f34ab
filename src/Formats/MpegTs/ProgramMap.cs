using System.Buffers.Binary;
using System.Text;
using Headwater.Foundation;

namespace Headwater.Formats.MpegTs;

/// <summary>Reads programme maps. Specification: ISO/IEC 13818-1, 2.4.4.8 and 2.6.</summary>
internal static class ProgramMap
{
    /// <summary>Reads a section whose CRC is right; null when it is malformed.</summary>
    public static TsProgramChanged? Read(ReadOnlySpan<byte> section)
    {
        if (section.Length < 16)
        {
            return null;
        }

        var rest = section[12..^4];
        var skip = BinaryPrimitives.ReadUInt16BigEndian(section[10..]) & 0xFFF;
        if (skip > rest.Length)
        {
            return null;
        }

        rest = rest[skip..];
        var streams = new List<TsStream>();
        while (rest.Length >= 5)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[3..]) & 0xFFF;
            if (length > rest.Length - 5)
            {
                return null;
            }

            streams.Add(ReadStream(rest[0], BinaryPrimitives.ReadUInt16BigEndian(rest[1..]) & 0x1FFF, rest.Slice(5, length)));
            rest = rest[(5 + length)..];
        }

        return new TsProgramChanged(
            BinaryPrimitives.ReadUInt16BigEndian(section[3..]),
            (section[5] >> 1) & 31,
            BinaryPrimitives.ReadUInt16BigEndian(section[8..]) & 0x1FFF,
            [.. streams]);
    }

    private static TsStream ReadStream(byte type, int pid, ReadOnlySpan<byte> descriptors)
    {
        var (content, codec) = (TsStreamType)type switch
        {
            TsStreamType.H264 => (TsStreamContent.Media, Codec.H264),
            TsStreamType.H265 => (TsStreamContent.Media, Codec.H265),
            TsStreamType.AdtsAac => (TsStreamContent.Media, Codec.Aac),
            TsStreamType.Ac3 => (TsStreamContent.Media, Codec.Ac3),
            TsStreamType.Eac3 => (TsStreamContent.Media, Codec.Eac3),
            TsStreamType.Mpeg1Audio or TsStreamType.Mpeg2Audio => (TsStreamContent.Media, Codec.Mp3),
            TsStreamType.Scte35 => (TsStreamContent.Scte35, Codec.Unknown),
            _ => (TsStreamContent.Other, Codec.Unknown),
        };
        string? language = null;
        var rest = descriptors;
        while (rest.Length >= 2 && rest[1] <= rest.Length - 2)
        {
            var body = rest.Slice(2, rest[1]);
            language = rest[0] == 0x0A && body.Length >= 3 && Ascii.IsValid(body[..3]) ? Encoding.ASCII.GetString(body[..3]) : language;
            if (content == TsStreamContent.Other)
            {
                (content, codec) = ByDescriptor((TsStreamType)type, rest[0], body);
            }

            rest = rest[(2 + body.Length)..];
        }

        return new TsStream(pid, type, content, codec, language, EquatableList.Create(descriptors));
    }

    private static (TsStreamContent Content, Codec Codec) ByDescriptor(TsStreamType type, byte tag, ReadOnlySpan<byte> body) => (type, tag) switch
    {
        (TsStreamType.PrivateData, 0x6A) => (TsStreamContent.Media, Codec.Ac3),
        (TsStreamType.PrivateData, 0x7A) => (TsStreamContent.Media, Codec.Eac3),
        (TsStreamType.PrivateData, 0x05) when body.StartsWith("AC-3"u8) => (TsStreamContent.Media, Codec.Ac3),
        (TsStreamType.PrivateData, 0x05) when body.StartsWith("EAC3"u8) => (TsStreamContent.Media, Codec.Eac3),
        (TsStreamType.PrivateData, 0x05) when body.StartsWith("HEVC"u8) => (TsStreamContent.Media, Codec.H265),
        (TsStreamType.PrivateData, 0x05) when body.StartsWith("Opus"u8) => (TsStreamContent.Media, Codec.Opus),
        (TsStreamType.PrivateData, 0x05) when body.StartsWith("AV01"u8) => (TsStreamContent.Media, Codec.Av1),
        (TsStreamType.Metadata, 0x26) when body.Length >= 6 && body[2..].StartsWith("ID3 "u8) => (TsStreamContent.Id3, Codec.Unknown),
        _ => (TsStreamContent.Other, Codec.Unknown),
    };
}
