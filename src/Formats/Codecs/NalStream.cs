using System.Buffers;
using System.Buffers.Binary;

namespace Headwater.Formats.Codecs;

/// <summary>Turns samples of NAL units from one spelling into the other.</summary>
public static class NalStream
{
    /// <summary>Writes a byte stream as NAL units with 4-byte lengths.</summary>
    /// <remarks>Specification: ITU-T H.264, annex B; ISO/IEC 14496-15, 4.3.3. Nothing is filtered; empty NAL units vanish.</remarks>
    /// <returns>How many NAL units were written.</returns>
    public static int WriteLengthPrefixed(ReadOnlySpan<byte> annexB, IBufferWriter<byte> destination)
    {
        var count = 0;
        foreach (var unit in NalUnitEnumerator.AnnexB(annexB))
        {
            WriteLengthPrefixedUnit(unit, destination);
            count++;
        }

        return count;
    }

    /// <summary>Writes one NAL unit behind its 4-byte length.</summary>
    public static void WriteLengthPrefixedUnit(ReadOnlySpan<byte> unit, IBufferWriter<byte> destination)
    {
        BinaryPrimitives.WriteInt32BigEndian(destination.GetSpan(4), unit.Length);
        destination.Advance(4);
        destination.Write(unit);
    }

    /// <summary>Writes a length-prefixed sample as a byte stream with 4-byte start codes.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="lengthSize">Bytes in each length: 1 to 4.</param>
    /// <param name="destination">Receives the NAL units before a malformed one, too.</param>
    /// <returns><see cref="OperationStatus.InvalidData"/> when a length leads past the end.</returns>
    public static OperationStatus WriteAnnexB(ReadOnlySpan<byte> sample, int lengthSize, IBufferWriter<byte> destination)
    {
        var units = NalUnitEnumerator.LengthPrefixed(sample, lengthSize);
        while (units.MoveNext())
        {
            WriteAnnexBUnit(units.Current, destination);
        }

        return units.Malformed ? OperationStatus.InvalidData : OperationStatus.Done;
    }

    /// <summary>Writes one NAL unit behind a 4-byte start code.</summary>
    public static void WriteAnnexBUnit(ReadOnlySpan<byte> unit, IBufferWriter<byte> destination)
    {
        destination.Write<byte>([0, 0, 0, 1]);
        destination.Write(unit);
    }
}
