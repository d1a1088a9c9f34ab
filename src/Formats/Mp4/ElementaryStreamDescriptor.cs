using Headwater.Foundation;

namespace Headwater.Formats.Mp4;

/// <summary>The descriptors in an <c>esds</c> box, which wrap an AudioSpecificConfig.</summary>
/// <remarks>Specification: ISO/IEC 14496-1, 7.2.6.5 to 7.2.6.8; ISO/IEC 14496-14, 5.6.</remarks>
internal static class ElementaryStreamDescriptor
{
    /// <summary>objectTypeIndication of MPEG-4 audio.</summary>
    public const byte Mpeg4Audio = 0x40;

    private const byte EsTag = 3;
    private const byte DecoderConfigTag = 4;
    private const byte DecoderSpecificTag = 5;
    private const byte SyncLayerTag = 6;
    private const byte AudioStream = 0x15;

    public static void Write(BoxWriter writer, ReadOnlySpan<byte> config, int bitsPerSecond)
    {
        var box = writer.BeginFull(BoxTypes.Esds);
        var specificLength = config.Length;
        var decoderLength = 13 + HeaderLength(specificLength) + specificLength;
        var esLength = 3 + HeaderLength(decoderLength) + decoderLength + HeaderLength(1) + 1;
        WriteHeader(writer, EsTag, esLength);
        writer.UInt16(0);
        writer.UInt8(0);
        WriteHeader(writer, DecoderConfigTag, decoderLength);
        writer.UInt8(Mpeg4Audio);
        writer.UInt8(AudioStream);
        writer.Zeros(3);
        writer.UInt32((uint)Math.Max(0, bitsPerSecond));
        writer.UInt32((uint)Math.Max(0, bitsPerSecond));
        WriteHeader(writer, DecoderSpecificTag, specificLength);
        writer.Bytes(config);
        WriteHeader(writer, SyncLayerTag, 1);
        writer.UInt8(2);
        writer.End(box);
    }

    /// <summary>Reads the codec and its decoder specific part; false when the descriptors are malformed or name no codec of ours.</summary>
    public static bool TryRead(ReadOnlySpan<byte> esds, out Codec codec, out ReadOnlySpan<byte> config)
    {
        codec = Codec.Unknown;
        config = default;
        var fields = new FieldReader(esds);
        fields.FullBox();
        if (!TryEnter(ref fields, EsTag))
        {
            return false;
        }

        fields.Skip(2);
        var flags = fields.UInt8();
        fields.Skip((flags & 0x80) != 0 ? 2 : 0);
        fields.Skip((flags & 0x40) != 0 ? fields.UInt8() : 0);
        fields.Skip((flags & 0x20) != 0 ? 2 : 0);
        if (!TryEnter(ref fields, DecoderConfigTag))
        {
            return false;
        }

        var objectType = fields.UInt8();
        fields.Skip(12);
        codec = objectType switch
        {
            Mpeg4Audio or 0x66 or 0x67 or 0x68 => Codec.Aac,
            0x69 or 0x6B => Codec.Mp3,
            _ => Codec.Unknown,
        };
        if (TryEnter(ref fields, DecoderSpecificTag))
        {
            config = fields.Rest;
        }

        return codec == Codec.Mp3 || (codec == Codec.Aac && !config.IsEmpty);
    }

    /// <summary>Narrows the fields to the content of a descriptor of that tag, when one comes next.</summary>
    private static bool TryEnter(ref FieldReader fields, byte tag)
    {
        var found = fields.UInt8();
        var length = 0;
        for (var i = 0; i < 4; i++)
        {
            var part = fields.UInt8();
            length = (length << 7) | (part & 0x7F);
            if (part < 0x80)
            {
                break;
            }
        }

        // Interop: some writers count too much; what is there is what counts.
        var content = fields.Rest[..Math.Min(length, fields.Rest.Length)];
        var entered = !fields.Failed && found == tag;
        fields = new FieldReader(content);
        return entered;
    }

    private static int HeaderLength(int length) => length < 0x80 ? 2 : length < 0x4000 ? 3 : 4;

    private static void WriteHeader(BoxWriter writer, byte tag, int length)
    {
        writer.UInt8(tag);
        for (var shift = 7 * (HeaderLength(length) - 2); shift > 0; shift -= 7)
        {
            writer.UInt8((byte)(0x80 | ((length >> shift) & 0x7F)));
        }

        writer.UInt8((byte)(length & 0x7F));
    }
}
