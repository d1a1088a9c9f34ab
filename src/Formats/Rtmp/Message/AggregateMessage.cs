using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.Rtmp;

/// <summary>Several messages in one, laid out as FLV tags with their back pointers.</summary>
/// <remarks>
/// Specification: RTMP 1.0, 7.1.6. The parts' times count from the aggregate's: the first part has the aggregate's time.
/// Their stream ids are overridden by the aggregate's.
/// <code>type(8) length(24) timestamp(24, then the upper 8) stream(24) payload back-pointer(32)</code>
/// </remarks>
internal static class AggregateMessage
{
    private const int HeaderBytes = 11;
    private const int BackPointerBytes = 4;

    /// <summary>Splits a whole aggregate; parts share its payload.</summary>
    /// <returns>
    /// <see cref="OperationStatus.NeedMoreData"/> when it ends inside a part (a missing last back pointer is forgiven);
    /// <see cref="OperationStatus.InvalidData"/> when there are more than <paramref name="maximumParts"/>.
    /// </returns>
    public static OperationStatus Read(in RtmpMessage aggregate, int maximumParts, List<RtmpMessage> parts)
    {
        var rest = aggregate.Payload;
        uint? first = null;
        while (!rest.IsEmpty)
        {
            var span = rest.Span;
            if (parts.Count == maximumParts)
            {
                return OperationStatus.InvalidData;
            }

            if (span.Length < HeaderBytes)
            {
                return OperationStatus.NeedMoreData;
            }

            var lengthBytes = (span[1] << 16) | (span[2] << 8) | span[3];
            var timestamp = (BinaryPrimitives.ReadUInt32BigEndian(span[3..]) & 0xFF_FFFF) | ((uint)span[7] << 24);
            if (span.Length < HeaderBytes + lengthBytes)
            {
                return OperationStatus.NeedMoreData;
            }

            first ??= timestamp;
            parts.Add(new RtmpMessage(
                (RtmpMessageType)span[0],
                aggregate.StreamId,
                unchecked(aggregate.TimestampMilliseconds + timestamp - first.Value),
                rest.Slice(HeaderBytes, lengthBytes)));
            rest = rest[Math.Min(rest.Length, HeaderBytes + lengthBytes + BackPointerBytes)..];
        }

        return OperationStatus.Done;
    }
}
