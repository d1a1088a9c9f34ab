using Headwater.Foundation;

namespace Headwater.Formats.Codecs;

/// <summary>What the bytes of AV1 temporal units say.</summary>
public static class Av1
{
    /// <summary>Whether decoding may start at a temporal unit: it carries a sequence header, and its first frame is a key frame that is shown.</summary>
    /// <remarks>Specification: AV1 Bitstream, 7.6.1 and 5.9.2; AV1 in ISO BMFF, 2.4, sync samples.</remarks>
    public static bool IsRandomAccess(ReadOnlySpan<byte> temporalUnit)
    {
        var units = new Av1ObuEnumerator(temporalUnit);
        var hasSequence = false;
        var stillPicture = false;
        while (units.MoveNext())
        {
            if (units.Type == Av1ObuType.SequenceHeader)
            {
                hasSequence = true;
                stillPicture = !units.Payload.IsEmpty && (units.Payload[0] & 0x08) != 0;
            }
            else if (units.Type is Av1ObuType.Frame or Av1ObuType.FrameHeader)
            {
                return hasSequence && (stillPicture || IsShownKeyFrame(units.Payload));
            }
        }

        return false;
    }

    private static bool IsShownKeyFrame(ReadOnlySpan<byte> frameHeader)
    {
        const uint KeyFrame = 0;
        var reader = new BitReader(frameHeader);
        var showExisting = reader.ReadBit();
        var type = reader.ReadBits(2);
        var shown = reader.ReadBit();
        return !reader.Failed && !showExisting && type == KeyFrame && shown;
    }
}
