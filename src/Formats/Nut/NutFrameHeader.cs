using System.Buffers;

namespace Headwater.Formats.Nut;

/// <summary>What comes before a frame's data. Specification: NUT, frame.</summary>
/// <param name="Stream">Its stream's id.</param>
/// <param name="Pts">In the stream's ticks.</param>
/// <param name="Key">Whether it is a keyframe.</param>
/// <param name="SideData">Whether the data begins with side data.</param>
/// <param name="HeaderIndex">Which elision header precedes the data.</param>
/// <param name="HeaderLength">From the frame code to the data, in bytes.</param>
/// <param name="DataLength">The stored data, without the elided bytes.</param>
internal readonly record struct NutFrameHeader(
    int Stream, long Pts, bool Key, bool SideData, int HeaderIndex, int HeaderLength, int DataLength)
{
    public static OperationStatus Read(
        ReadOnlySpan<byte> source, NutMainHeader main, NutStreamState[] streams, int maximumFrameBytes, out NutFrameHeader header)
    {
        header = default;
        var code = main.FrameCodes[source[0]];
        var cursor = new NutCursor(source, 1);
        var flags = code.Flags;
        if (flags.HasFlag(NutFrameFlags.Invalid))
        {
            return OperationStatus.InvalidData;
        }

        if (flags.HasFlag(NutFrameFlags.Coded))
        {
            flags ^= (NutFrameFlags)(uint)cursor.ReadUnsigned(int.MaxValue);
        }

        var id = flags.HasFlag(NutFrameFlags.StreamId) ? cursor.ReadUnsigned(main.StreamCount - 1) : code.Stream;
        var stream = streams[id];
        var pts = flags.HasFlag(NutFrameFlags.CodedPts) ? CodedPts((long)cursor.ReadUnsigned(), stream) : stream.LastPts + code.PtsDelta;
        var msb = flags.HasFlag(NutFrameFlags.SizeMsb) ? cursor.ReadUnsigned() : 0;
        if (flags.HasFlag(NutFrameFlags.MatchTime))
        {
            cursor.ReadSigned();
        }

        var headerIndex = flags.HasFlag(NutFrameFlags.HeaderIndex) ? cursor.ReadUnsigned(127) : code.HeaderIndex;
        SkipReserved(ref cursor, flags.HasFlag(NutFrameFlags.Reserved) ? cursor.ReadUnsigned(255) : code.ReservedCount);
        var checkedBytes = cursor.Position;
        if (flags.HasFlag(NutFrameFlags.Checksum) && cursor.ReadUInt32() != NutCrc.Compute(source[..checkedBytes]))
        {
            cursor.Fail();
        }

        if (cursor.Status != OperationStatus.Done)
        {
            return cursor.Status;
        }

        var size = code.SizeLsb + ((Int128)code.SizeMultiplier * msb);
        if (size > maximumFrameBytes || Math.Abs(pts) > NutSyntax.TicksBound || headerIndex >= main.ElisionHeaders.Length)
        {
            return OperationStatus.InvalidData;
        }

        // Without a checksum only small and near frames can be trusted.
        if (!flags.HasFlag(NutFrameFlags.Checksum)
            && (size > 2 * main.MaximumDistance || Math.Abs(pts - stream.LastPts) > stream.MaximumPtsDistance))
        {
            return OperationStatus.InvalidData;
        }

        headerIndex = size > NutSyntax.ElisionThreshold ? 0 : headerIndex;
        var stored = (int)size - main.ElisionHeaders[headerIndex].Length;
        header = new(
            id, pts, flags.HasFlag(NutFrameFlags.Key), main.Version > 3 && flags.HasFlag(NutFrameFlags.SideData),
            headerIndex, cursor.Position, stored);
        return stored >= 0 ? OperationStatus.Done : OperationStatus.InvalidData;
    }

    private static long CodedPts(long coded, NutStreamState stream) =>
        coded < 1L << stream.MsbPtsShift ? stream.FullPts(coded) : coded - (1L << stream.MsbPtsShift);

    private static void SkipReserved(ref NutCursor cursor, int count)
    {
        for (var i = 0; i < count; i++)
        {
            cursor.ReadUnsigned();
        }
    }
}
