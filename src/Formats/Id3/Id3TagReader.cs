using System.Buffers;
using System.Text;
using Headwater.Foundation;

namespace Headwater.Formats.Id3;

/// <summary>Reads an ID3v2.4 tag.</summary>
/// <remarks>
/// Specification: ID3 tag version 2.4.0, Main Structure, 3 and 4. Compressed and encrypted frames, and what follows a malformed
/// frame, are left out; unsynchronisation is undone.
/// </remarks>
public static class Id3TagReader
{
    /// <summary>Longest tag that is read, header included.</summary>
    public const int MaxBytes = 1 << 20;

    private const int HeaderBytes = 10;
    private const byte Unsynchronised = 0x80;
    private const byte ExtendedHeader = 0x40;
    private const byte Footer = 0x10;

    /// <summary>Reads the tag at the start of <paramref name="source"/>.</summary>
    /// <param name="source">The tag, perhaps not yet whole, perhaps with more behind it.</param>
    /// <param name="tag">The tag, or null when not done.</param>
    /// <param name="consumedBytes">Its length when done, else 0.</param>
    /// <returns>
    /// <see cref="OperationStatus.NeedMoreData"/> when the rest of the tag has not come;
    /// <see cref="OperationStatus.InvalidData"/> when it is no tag of version 2.4 or longer than <see cref="MaxBytes"/>.
    /// </returns>
    public static OperationStatus Read(ReadOnlySpan<byte> source, out Id3Tag? tag, out int consumedBytes)
    {
        tag = null;
        consumedBytes = 0;
        var signature = "ID3\x04"u8;
        if (!signature.StartsWith(source[..Math.Min(source.Length, signature.Length)]))
        {
            return OperationStatus.InvalidData;
        }

        if (source.Length < HeaderBytes)
        {
            return OperationStatus.NeedMoreData;
        }

        if (ReadSize(source[6..]) is not { } size || HeaderBytes + size > MaxBytes)
        {
            return OperationStatus.InvalidData;
        }

        var flags = source[5];
        var length = HeaderBytes + size + ((flags & Footer) != 0 ? HeaderBytes : 0);
        if (source.Length < length)
        {
            return OperationStatus.NeedMoreData;
        }

        tag = new Id3Tag(ReadFrames(source.Slice(HeaderBytes, size), flags));
        consumedBytes = length;
        return OperationStatus.Done;
    }

    /// <summary>Whether these are four capitals or digits.</summary>
    internal static bool IsFrameId(ReadOnlySpan<byte> id) =>
        id.Length == 4 && id.IndexOfAnyExceptInRange((byte)'0', (byte)'Z') < 0 && id.IndexOfAnyInRange((byte)':', (byte)'@') < 0;

    private static EquatableList<Id3Frame> ReadFrames(ReadOnlySpan<byte> rest, byte flags)
    {
        var frames = new List<Id3Frame>();
        if ((flags & ExtendedHeader) != 0)
        {
            // Its size counts itself in this version.
            if (rest.Length < 4 || ReadSize(rest) is not { } size || size < 6 || size > rest.Length)
            {
                return [];
            }

            rest = rest[size..];
        }

        while (rest.Length >= HeaderBytes && IsFrameId(rest[..4]) && ReadSize(rest[4..]) is { } size && size <= rest.Length - HeaderBytes)
        {
            if (ReadFrame(rest[..4], rest[9], rest.Slice(HeaderBytes, size), (flags & Unsynchronised) != 0) is { } frame)
            {
                frames.Add(frame);
            }

            rest = rest[(HeaderBytes + size)..];
        }

        return [.. frames];
    }

    private static Id3Frame? ReadFrame(ReadOnlySpan<byte> id, byte format, ReadOnlySpan<byte> content, bool unsynchronised)
    {
        // Format flags: 0x40 grouping byte, 0x08 compressed, 0x04 encrypted, 0x02 unsynchronised, 0x01 length before the content.
        var extra = ((format & 0x40) != 0 ? 1 : 0) + ((format & 0x01) != 0 ? 4 : 0);
        if ((format & 0x0C) != 0 || extra > content.Length)
        {
            return null;
        }

        content = content[extra..];
        if (unsynchronised || (format & 0x02) != 0)
        {
            content = Synchronise(content);
        }

        return id.SequenceEqual("PRIV"u8) ? ReadPrivate(content)
            : id.SequenceEqual("TXXX"u8) ? ReadUserText(content)
            : new Id3OtherFrame(Encoding.ASCII.GetString(id), EquatableList.Create(content));
    }

    private static Id3PrivateFrame? ReadPrivate(ReadOnlySpan<byte> content)
    {
        var end = content.IndexOf((byte)0);
        return end < 0 ? null : new Id3PrivateFrame(Encoding.Latin1.GetString(content[..end]), EquatableList.Create(content[(end + 1)..]));
    }

    private static Id3UserTextFrame? ReadUserText(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty || Decode(content[0], content[1..]) is not { } text)
        {
            return null;
        }

        // In UTF-16 the value may start with a byte order mark of its own.
        var end = text.IndexOf('\0', StringComparison.Ordinal);
        return end < 0 ? null : new Id3UserTextFrame(text[..end].TrimStart('\uFEFF'), text[(end + 1)..].TrimStart('\uFEFF').TrimEnd('\0'));
    }

    private static string? Decode(byte encoding, ReadOnlySpan<byte> text) => encoding switch
    {
        0 => Encoding.Latin1.GetString(text),
        1 when text.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) => Encoding.BigEndianUnicode.GetString(text),
        1 => Encoding.Unicode.GetString(text),
        2 => Encoding.BigEndianUnicode.GetString(text),
        3 => Encoding.UTF8.GetString(text),
        _ => null,
    };

    /// <summary>Takes out the zero after each 0xFF. Specification: Main Structure, 6.1.</summary>
    private static byte[] Synchronise(ReadOnlySpan<byte> source)
    {
        var target = new byte[source.Length];
        var length = 0;
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] != 0 || i == 0 || source[i - 1] != 0xFF)
            {
                target[length++] = source[i];
            }
        }

        return target[..length];
    }

    /// <summary>A number of four times seven bits, or null when a top bit is set.</summary>
    private static int? ReadSize(ReadOnlySpan<byte> source) =>
        ((source[0] | source[1] | source[2] | source[3]) & 0x80) != 0 ? null : (source[0] << 21) | (source[1] << 14) | (source[2] << 7) | source[3];
}
