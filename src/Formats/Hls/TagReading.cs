namespace Headwater.Formats.Hls;

/// <summary>Tags that both kinds of playlist read; null when a required attribute is missing.</summary>
internal static class TagReading
{
    /// <summary>Longest playlist that is read; a day of 1 s segments with four parts each takes half of it.</summary>
    public const int MaxPlaylistBytes = 64 << 20;

    /// <summary>Whether <paramref name="source"/> starts as a playlist must, after a byte order mark, which is forgiven.</summary>
    public static System.Buffers.OperationStatus ReadSignature(ReadOnlySpan<byte> source, out ReadOnlySpan<byte> rest)
    {
        rest = source.StartsWith("\uFEFF"u8) ? source[3..] : source;
        if (source.Length > MaxPlaylistBytes)
        {
            return System.Buffers.OperationStatus.InvalidData;
        }

        var signature = "#EXTM3U"u8;
        if (rest.Length < signature.Length)
        {
            return signature.StartsWith(rest) || "\uFEFF"u8.StartsWith(rest)
                ? System.Buffers.OperationStatus.NeedMoreData
                : System.Buffers.OperationStatus.InvalidData;
        }

        var whole = rest.StartsWith(signature) && (rest.Length == signature.Length || rest[signature.Length] is (byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t');
        rest = whole ? rest[signature.Length..] : default;
        return whole ? System.Buffers.OperationStatus.Done : System.Buffers.OperationStatus.InvalidData;
    }

    public static StartPoint? ReadStart(ReadOnlySpan<byte> value)
    {
        TimeSpan? offset = null;
        var precise = false;
        var attributes = new AttributeList(value);
        while (attributes.TryNext(out var name, out var text))
        {
            if (name.SequenceEqual("TIME-OFFSET"u8))
            {
                offset = PlaylistValue.Seconds(text);
            }
            else if (name.SequenceEqual("PRECISE"u8))
            {
                precise = PlaylistValue.Yes(text);
            }
        }

        return offset is { } found ? new StartPoint(found, precise) : null;
    }

    /// <summary>A key; null also for METHOD=NONE, which <paramref name="none"/> tells.</summary>
    public static EncryptionKey? ReadKey(ReadOnlySpan<byte> value, out bool none)
    {
        EncryptionMethod? method = null;
        string? uri = null, format = null, versions = null;
        UInt128? iv = null;
        none = false;
        var attributes = new AttributeList(value);
        while (attributes.TryNext(out var name, out var text))
        {
            if (name.SequenceEqual("METHOD"u8))
            {
                none = text.SequenceEqual("NONE"u8);
                method = ReadMethod(text);
            }
            else if (name.SequenceEqual("URI"u8))
            {
                uri = PlaylistValue.Text(text);
            }
            else if (name.SequenceEqual("IV"u8))
            {
                iv = PlaylistValue.Number128(text);
            }
            else if (name.SequenceEqual("KEYFORMAT"u8))
            {
                format = PlaylistValue.Text(text);
            }
            else if (name.SequenceEqual("KEYFORMATVERSIONS"u8))
            {
                versions = PlaylistValue.Text(text);
            }
        }

        return method is { } known && uri is not null
            ? new EncryptionKey { Method = known, Uri = uri, Iv = iv, KeyFormat = format, KeyFormatVersions = versions }
            : null;
    }

    private static EncryptionMethod? ReadMethod(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("AES-128"u8) ? EncryptionMethod.Aes128
        : text.SequenceEqual("SAMPLE-AES"u8) ? EncryptionMethod.SampleAes
        : text.SequenceEqual("SAMPLE-AES-CTR"u8) ? EncryptionMethod.SampleAesCtr
        : null;
}
