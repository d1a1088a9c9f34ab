using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.Rtmp;

/// <summary>An event of a stream or of the connection.</summary>
/// <remarks>Specification: RTMP 1.0, 6.2 and 7.1.7. A longer value than four bytes (set buffer length has eight) keeps its first four.</remarks>
/// <param name="Event">The event; unknown ones are kept.</param>
/// <param name="Value">A stream id, or the time of a ping in milliseconds; 0 for an event without one.</param>
internal readonly record struct UserControlMessage(UserControlEvent Event, uint Value)
{
    public const int LengthBytes = 6;

    /// <summary>Reads a whole payload; bytes behind it are not looked at.</summary>
    public static OperationStatus Read(ReadOnlySpan<byte> source, out UserControlMessage message)
    {
        message = default;
        if (source.Length < 2)
        {
            return OperationStatus.NeedMoreData;
        }

        var kind = (UserControlEvent)BinaryPrimitives.ReadUInt16BigEndian(source);
        var hasValue = source.Length >= LengthBytes;
        if (!hasValue && kind <= UserControlEvent.PingResponse)
        {
            return OperationStatus.NeedMoreData;
        }

        message = new(kind, hasValue ? BinaryPrimitives.ReadUInt32BigEndian(source[2..]) : 0);
        return OperationStatus.Done;
    }

    /// <summary>Writes the payload.</summary>
    public void Write(IBufferWriter<byte> writer)
    {
        var span = writer.GetSpan(LengthBytes);
        BinaryPrimitives.WriteUInt16BigEndian(span, (ushort)Event);
        BinaryPrimitives.WriteUInt32BigEndian(span[2..], Value);
        writer.Advance(LengthBytes);
    }
}
