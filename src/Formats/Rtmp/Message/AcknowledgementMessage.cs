using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.Rtmp;

/// <summary>The sender has received that many bytes.</summary>
/// <remarks>Specification: RTMP 1.0, 5.4.3.</remarks>
/// <param name="SequenceBytes">All bytes so far, modulo 2^32.</param>
internal readonly record struct AcknowledgementMessage(uint SequenceBytes)
{
    public const int LengthBytes = 4;

    /// <summary>Reads a whole payload; bytes behind it are not looked at.</summary>
    public static OperationStatus Read(ReadOnlySpan<byte> source, out AcknowledgementMessage message)
    {
        message = default;
        if (source.Length < LengthBytes)
        {
            return OperationStatus.NeedMoreData;
        }

        message = new(BinaryPrimitives.ReadUInt32BigEndian(source));
        return OperationStatus.Done;
    }

    /// <summary>Writes the payload.</summary>
    public void Write(IBufferWriter<byte> writer)
    {
        BinaryPrimitives.WriteUInt32BigEndian(writer.GetSpan(LengthBytes), SequenceBytes);
        writer.Advance(LengthBytes);
    }
}
