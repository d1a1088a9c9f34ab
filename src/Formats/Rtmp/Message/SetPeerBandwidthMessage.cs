using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.Rtmp;

/// <summary>The sender limits what its peer may have sent without acknowledgement.</summary>
/// <remarks>Specification: RTMP 1.0, 5.4.5.</remarks>
/// <param name="WindowBytes">The window.</param>
/// <param name="LimitType">0 hard, 1 soft, 2 dynamic.</param>
internal readonly record struct SetPeerBandwidthMessage(uint WindowBytes, byte LimitType)
{
    public const int LengthBytes = 5;

    public const byte Hard = 0;
    public const byte Soft = 1;
    public const byte Dynamic = 2;

    /// <summary>Reads a whole payload; bytes behind it are not looked at.</summary>
    public static OperationStatus Read(ReadOnlySpan<byte> source, out SetPeerBandwidthMessage message)
    {
        message = default;
        if (source.Length < LengthBytes)
        {
            return OperationStatus.NeedMoreData;
        }

        message = new(BinaryPrimitives.ReadUInt32BigEndian(source), source[4]);
        return message.LimitType <= Dynamic ? OperationStatus.Done : OperationStatus.InvalidData;
    }

    /// <summary>Writes the payload.</summary>
    public void Write(IBufferWriter<byte> writer)
    {
        var span = writer.GetSpan(LengthBytes);
        BinaryPrimitives.WriteUInt32BigEndian(span, WindowBytes);
        span[4] = LimitType;
        writer.Advance(LengthBytes);
    }
}
