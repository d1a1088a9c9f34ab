using System.Buffers.Binary;

namespace Headwater.Formats.Mp4;

/// <summary>Gives a chunk another track number, for a copy into a file whose header numbers its track otherwise.</summary>
public static class CmafChunkTrack
{
    private const int TrackIdOffset = 4;

    /// <summary>Writes <paramref name="trackId"/> into the chunk's track fragment header in place; false, and nothing written, when there is none or more than one.</summary>
    /// <remarks>Specification: ISO/IEC 14496-12, 8.8.7. Total: any bytes may be given.</remarks>
    /// <param name="chunk">One <c>moof</c> with one <c>traf</c>, and its <c>mdat</c>.</param>
    /// <param name="trackId">track_ID, greater than zero.</param>
    public static bool TryRenumber(Span<byte> chunk, int trackId)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trackId, 1);
        if (!TryFindOne(chunk, BoxTypes.Moof, out var moof, out var moofLength)
            || !TryFindOne(chunk.Slice(moof, moofLength), BoxTypes.Traf, out var traf, out var trafLength)
            || !TryFindOne(chunk.Slice(moof + traf, trafLength), BoxTypes.Tfhd, out var tfhd, out var tfhdLength)
            || tfhdLength < TrackIdOffset + sizeof(uint))
        {
            return false;
        }

        BinaryPrimitives.WriteUInt32BigEndian(chunk[(moof + traf + tfhd + TrackIdOffset)..], (uint)trackId);
        return true;
    }

    private static bool TryFindOne(ReadOnlySpan<byte> source, uint type, out int offset, out int length)
    {
        (offset, length) = (0, 0);
        var found = 0;
        var boxes = new BoxCursor(source);
        while (boxes.MoveNext())
        {
            if (boxes.Type == type)
            {
                (offset, length) = (boxes.ContentOffset, boxes.Content.Length);
                found++;
            }
        }

        return found == 1;
    }
}
