using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.Mp4;

/// <summary>The header of a box.</summary>
/// <remarks>Specification: ISO/IEC 14496-12, 4.2.2.</remarks>
/// <param name="Type">The box's type; <c>uuid</c> for extended ones.</param>
/// <param name="HeaderLength">Bytes before the content: 8, 16 with a large size, 16 more with an extended type.</param>
/// <param name="LengthBytes">Bytes of the whole box; 0 when it goes on to the end of the file.</param>
public readonly record struct BoxHeader(FourCc Type, int HeaderLength, long LengthBytes)
{
    /// <summary>Longest header there is.</summary>
    public const int MaxLength = 32;

    private const int ShortLength = 8;
    private const int LargeSizeLength = 8;
    private const int ExtendedTypeLength = 16;

    /// <summary>Reads the header at the start of <paramref name="source"/>; consumes nothing and does not ask for the content.</summary>
    /// <returns>
    /// <see cref="OperationStatus.NeedMoreData"/> when the peer may still complete it;
    /// <see cref="OperationStatus.InvalidData"/> when the size is less than the header's own.
    /// </returns>
    public static OperationStatus Read(ReadOnlySpan<byte> source, out BoxHeader header)
    {
        header = default;
        if (source.Length < ShortLength)
        {
            return OperationStatus.NeedMoreData;
        }

        long length = BinaryPrimitives.ReadUInt32BigEndian(source);
        var type = BinaryPrimitives.ReadUInt32BigEndian(source[4..]);
        var headerLength = ShortLength + (length == 1 ? LargeSizeLength : 0) + (type == BoxTypes.Uuid ? ExtendedTypeLength : 0);
        if (source.Length < headerLength)
        {
            return length > 1 && length < headerLength ? OperationStatus.InvalidData : OperationStatus.NeedMoreData;
        }

        if (length == 1)
        {
            length = BinaryPrimitives.ReadInt64BigEndian(source[ShortLength..]);
            if (length == 0)
            {
                return OperationStatus.InvalidData;
            }
        }

        if (length != 0 && length < headerLength)
        {
            return OperationStatus.InvalidData;
        }

        header = new(new FourCc(type), headerLength, length);
        return OperationStatus.Done;
    }
}
