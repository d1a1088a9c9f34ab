using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.Rtmp;

/// <summary>The sender expects an acknowledgement whenever that many bytes were received.</summary>
/// <remarks>Specification: RTMP 1.0, 5.4.4.</remarks>
/// <param name="WindowBytes">The window; 0 leaves it as it is.</param>
internal readonly record struct WindowAcknowledgementSizeMessage(uint WindowBytes)
{
    public const int LengthBytes = 4;

    /// <summary>Reads a whole payload; bytes behind it are not looked at.</summary>
    public static OperationStatus Read(ReadOnlySpan<byte> source, out WindowAcknowledgementSizeMessage message)
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
        BinaryPrimitives.WriteUInt32BigEndian(writer.GetSpan(LengthBytes), WindowBytes);
        writer.Advance(LengthBytes);
    }
}
