using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.Rtmp;

/// <summary>Basic header and message header of a chunk, without the extended timestamp.</summary>
/// <remarks>
/// Specification: RTMP 1.0, 5.3.1.1 and 5.3.1.2.
/// <code>
/// fmt(2) csid(6) [csid - 64 in 1 byte, or in 2 bytes low first]
/// fmt 0: timestamp(24) length(24) type(8) stream(32, low first)
/// fmt 1: delta(24)     length(24) type(8)
/// fmt 2: delta(24)
/// fmt 3: nothing
/// </code>
/// </remarks>
internal readonly record struct RtmpChunkHeader
{
    public const uint ExtendedMark = 0xFF_FFFF;

    /// <summary>Longest header with an extended timestamp.</summary>
    public const int MaximumBytes = 3 + 11 + 4;

    /// <summary>0 to 3: how much of the message header there is.</summary>
    public required byte Format { get; init; }

    /// <summary>2 to 65,599.</summary>
    public required uint ChunkStreamId { get; init; }

    /// <summary>24 bits: a time (format 0) or a difference (1, 2) in milliseconds, or <see cref="ExtendedMark"/>.</summary>
    public uint TimestampField { get; init; }

    /// <summary>24 bits; formats 0 and 1.</summary>
    public int MessageLengthBytes { get; init; }

    /// <summary>Formats 0 and 1.</summary>
    public RtmpMessageType Type { get; init; }

    /// <summary>Format 0.</summary>
    public uint StreamId { get; init; }

    /// <summary>Reads the header at the start of the source. Any complete header is valid.</summary>
    public static OperationStatus Read(ReadOnlySpan<byte> source, out RtmpChunkHeader header, out int lengthBytes)
    {
        header = default;
        lengthBytes = 0;
        if (source.IsEmpty)
        {
            return OperationStatus.NeedMoreData;
        }

        var format = (byte)(source[0] >> 6);
        var basicBytes = (source[0] & 0x3F) switch { 0 => 2, 1 => 3, _ => 1 };
        var total = basicBytes + format switch { 0 => 11, 1 => 7, 2 => 3, _ => 0 };
        if (source.Length < total)
        {
            return OperationStatus.NeedMoreData;
        }

        var rest = source[basicBytes..];
        header = new RtmpChunkHeader
        {
            Format = format,
            ChunkStreamId = basicBytes switch
            {
                1 => (uint)(source[0] & 0x3F),
                2 => source[1] + 64u,
                _ => BinaryPrimitives.ReadUInt16LittleEndian(source[1..]) + 64u,
            },
            TimestampField = format < 3 ? UInt24(rest) : 0,
            MessageLengthBytes = format < 2 ? (int)UInt24(rest[3..]) : 0,
            Type = format < 2 ? (RtmpMessageType)rest[6] : 0,
            StreamId = format == 0 ? BinaryPrimitives.ReadUInt32LittleEndian(rest[7..]) : 0,
        };
        lengthBytes = total;
        return OperationStatus.Done;
    }

    /// <summary>Writes the header with the shortest form of the chunk stream id.</summary>
    public void Write(IBufferWriter<byte> writer)
    {
        var span = writer.GetSpan(MaximumBytes);
        var length = WriteBasic(span);
        if (Format < 3)
        {
            PutUInt24(span[length..], TimestampField);
            length += 3;
        }

        if (Format < 2)
        {
            PutUInt24(span[length..], (uint)MessageLengthBytes);
            span[length + 3] = (byte)Type;
            length += 4;
        }

        if (Format == 0)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(span[length..], StreamId);
            length += 4;
        }

        writer.Advance(length);
    }

    private int WriteBasic(Span<byte> span)
    {
        var format = (byte)(Format << 6);
        switch (ChunkStreamId)
        {
            case < 64:
                span[0] = (byte)(format | ChunkStreamId);
                return 1;
            case < 320:
                span[0] = format;
                span[1] = (byte)(ChunkStreamId - 64);
                return 2;
            default:
                span[0] = (byte)(format | 1);
                BinaryPrimitives.WriteUInt16LittleEndian(span[1..], (ushort)(ChunkStreamId - 64));
                return 3;
        }
    }

    private static uint UInt24(ReadOnlySpan<byte> source) => ((uint)source[0] << 16) | ((uint)source[1] << 8) | source[2];

    private static void PutUInt24(Span<byte> target, uint value)
    {
        target[0] = (byte)(value >> 16);
        target[1] = (byte)(value >> 8);
        target[2] = (byte)value;
    }
}
