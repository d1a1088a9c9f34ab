using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.Codecs;

/// <summary>NAL units of one type in an <see cref="HevcDecoderConfiguration"/>.</summary>
public sealed class HevcParameterSetArray
{
    /// <summary>An array.</summary>
    /// <param name="type">Type of its NAL units.</param>
    /// <param name="complete">Whether there are none of the type in the samples.</param>
    /// <param name="units">The NAL units, headers included.</param>
    public HevcParameterSetArray(H265NalUnitType type, bool complete, IReadOnlyList<ReadOnlyMemory<byte>> units) =>
        (Type, Complete, Units) = (type, complete, units);

    /// <summary>Type of its NAL units.</summary>
    public H265NalUnitType Type { get; }

    /// <summary>array_completeness: whether there are none of the type in the samples.</summary>
    public bool Complete { get; }

    /// <summary>The NAL units, headers included.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Units { get; }

    internal void Write(IBufferWriter<byte> destination)
    {
        var head = destination.GetSpan(3);
        head[0] = (byte)((Complete ? 0x80 : 0) | (byte)Type);
        BinaryPrimitives.WriteUInt16BigEndian(head[1..], (ushort)Units.Count);
        destination.Advance(3);
        for (var i = 0; i < Units.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination.GetSpan(2), (ushort)Units[i].Length);
            destination.Advance(2);
            destination.Write(Units[i].Span);
        }
    }
}
