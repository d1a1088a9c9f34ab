using Headwater.Foundation;

namespace Headwater.Formats.Hls;

/// <summary>Tags that both kinds of playlist write.</summary>
internal static class TagWriting
{
    public static void WriteHeader(ref PlaylistText text, int version)
    {
        text.Raw("#EXTM3U\n"u8);
        text.Tag("#EXT-X-VERSION:"u8);
        text.Integer(version);
        text.EndLine();
    }

    public static void WriteStart(ref PlaylistText text, StartPoint? start)
    {
        if (start is { } point)
        {
            text.Tag("#EXT-X-START:"u8);
            text.Name("TIME-OFFSET="u8);
            text.Seconds(point.Offset);
            text.YesIf(point.Precise, "PRECISE="u8);
            text.EndLine();
        }
    }

    public static void WriteOtherTags(ref PlaylistText text, EquatableList<string> tags)
    {
        foreach (var tag in tags)
        {
            if (!tag.StartsWith('#'))
            {
                text.Raw("#"u8);
            }

            text.Text(tag);
            text.EndLine();
        }
    }

    public static void WriteKey(ref PlaylistText text, scoped ReadOnlySpan<byte> tag, EncryptionKey key)
    {
        text.Tag(tag);
        text.Name("METHOD="u8);
        text.Raw(MethodName(key.Method));
        text.Name("URI="u8);
        text.QuotedUri(key.Uri);
        if (key.Iv is { } iv)
        {
            Span<byte> octets = stackalloc byte[16];
            System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(octets, iv);
            text.Name("IV="u8);
            text.Hexadecimal(octets);
        }

        text.QuotedIf(key.KeyFormat, "KEYFORMAT="u8);
        text.QuotedIf(key.KeyFormatVersions, "KEYFORMATVERSIONS="u8);
        text.EndLine();
    }

    private static ReadOnlySpan<byte> MethodName(EncryptionMethod method) => method switch
    {
        EncryptionMethod.Aes128 => "AES-128"u8,
        EncryptionMethod.SampleAes => "SAMPLE-AES"u8,
        EncryptionMethod.SampleAesCtr => "SAMPLE-AES-CTR"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Not a method of RFC 8216bis."),
    };
}
