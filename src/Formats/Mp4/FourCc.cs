using System.Buffers.Binary;

namespace Headwater.Formats.Mp4;

/// <summary>Four characters that name a box, brand, handler or sample entry.</summary>
/// <param name="Value">The characters as a big-endian number.</param>
public readonly record struct FourCc(uint Value)
{
    /// <summary>The code of four Latin-1 bytes.</summary>
    public static FourCc From(ReadOnlySpan<byte> characters) => new(BinaryPrimitives.ReadUInt32BigEndian(characters));

    /// <summary>The characters; what is not printable ASCII is written as <c>\xNN</c>.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[16];
        var length = 0;
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            var value = (byte)(Value >> shift);
            if (value is >= 0x20 and < 0x7F)
            {
                text[length++] = (char)value;
                continue;
            }

            text[length++] = '\\';
            text[length++] = 'x';
            value.TryFormat(text[length..], out var written, "x2");
            length += written;
        }

        return new string(text[..length]);
    }
}
