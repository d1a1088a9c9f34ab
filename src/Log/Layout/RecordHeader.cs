using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Log.Layout;

/// <summary>What stands before every record's payload; little-endian, of one size for all kinds so that an index is built without payloads.</summary>
/// <remarks><code>
///   0  'HWr1'
///   4  kind          u8     1 config, 2 fragment, 3 marker, 4 discontinuity, 5 end
///   5  flags         u8     bit 0: random access; others zero
///   6  zero          u16
///   8  payload bytes u32    at most 32 MiB
///  12  subject       u32    track of a config or fragment, kind of a marker, else zero
///  16  sequence      i64
///  24  decode        i64    time of a marker
///  32  presentation  i64
///  40  duration      i64    timescale of a marker
///  48  CRC32C of the payload
///  52  CRC32C of bytes 0 to 51
///  56  payload
/// </code></remarks>
internal readonly record struct RecordHeader(
    RecordKind Kind,
    bool RandomAccess,
    int PayloadBytes,
    int Subject,
    long Sequence,
    long DecodeTicks,
    long PresentationTicks,
    long DurationTicks,
    uint PayloadCrc)
{
    public const int SizeBytes = 56;
    public const int MaximumPayloadBytes = 32 << 20;

    private const uint Mark = 0x31725748;
    private const int ChecksumOffset = 52;

    /// <summary>Reads a header from the start of <paramref name="source"/>; done only when its checksum and every bound hold.</summary>
    public static OperationStatus Read(ReadOnlySpan<byte> source, out RecordHeader header)
    {
        header = default;
        if (source.Length < SizeBytes)
        {
            return OperationStatus.NeedMoreData;
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(source) != Mark
            || BinaryPrimitives.ReadUInt32LittleEndian(source[ChecksumOffset..]) != Crc32C.Compute(source[..ChecksumOffset]))
        {
            return OperationStatus.InvalidData;
        }

        header = new(
            (RecordKind)source[4],
            (source[5] & 1) != 0,
            BinaryPrimitives.ReadInt32LittleEndian(source[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[40..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[48..]));
        return header.Kind is >= RecordKind.TrackConfig and <= RecordKind.End
            && header.PayloadBytes is >= 0 and <= MaximumPayloadBytes
            && header.Subject >= 0
            && (header.Kind != RecordKind.Marker || header.DurationTicks is > 0 and <= uint.MaxValue)
            && (source[5] & ~1) == 0
            && BinaryPrimitives.ReadUInt16LittleEndian(source[6..]) == 0
            ? OperationStatus.Done
            : OperationStatus.InvalidData;
    }

    /// <summary>Writes the header with its checksum into the first <see cref="SizeBytes"/> of <paramref name="destination"/>.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, Mark);
        destination[4] = (byte)Kind;
        destination[5] = RandomAccess ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], 0);
        BinaryPrimitives.WriteInt32LittleEndian(destination[8..], PayloadBytes);
        BinaryPrimitives.WriteInt32LittleEndian(destination[12..], Subject);
        BinaryPrimitives.WriteInt64LittleEndian(destination[16..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(destination[24..], DecodeTicks);
        BinaryPrimitives.WriteInt64LittleEndian(destination[32..], PresentationTicks);
        BinaryPrimitives.WriteInt64LittleEndian(destination[40..], DurationTicks);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[48..], PayloadCrc);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[ChecksumOffset..], Crc32C.Compute(destination[..ChecksumOffset]));
    }
}
