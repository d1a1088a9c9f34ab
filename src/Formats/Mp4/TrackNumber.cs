using System.Buffers.Binary;

namespace Headwater.Formats.Mp4;

/// <summary>Gives media of one track another track number in place, for a copy beside tracks that are numbered otherwise; nothing else changes.</summary>
/// <remarks>Total: any bytes may be given. What holds more than one track is left as it is.</remarks>
public static class TrackNumber
{
    private const int FullBoxFields = 4;
    private const int TrackIdLength = sizeof(uint);

    /// <summary>Renumbers a chunk; false, and nothing written, when it has no track fragment or several.</summary>
    /// <remarks>Specification: ISO/IEC 14496-12, 8.8.7.</remarks>
    /// <param name="chunk">One <c>moof</c> with one <c>traf</c>, and its <c>mdat</c>.</param>
    /// <param name="trackId">track_ID, greater than zero.</param>
    public static bool TryWriteToChunk(Span<byte> chunk, int trackId)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trackId, 1);
        return TryFind(chunk, out var header, BoxTypes.Moof, BoxTypes.Traf, BoxTypes.Tfhd) && TryWrite(chunk[header], FullBoxFields, trackId);
    }

    /// <summary>Renumbers a header; false when it is not one of a single fragmented track.</summary>
    /// <remarks>Specification: ISO/IEC 14496-12, 8.2.2 (next_track_ID is left), 8.3.2, 8.8.3.</remarks>
    /// <param name="header">One <c>ftyp</c> and one <c>moov</c> with one <c>trak</c> and one <c>trex</c>.</param>
    /// <param name="trackId">track_ID, greater than zero.</param>
    public static bool TryWriteToHeader(Span<byte> header, int trackId)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trackId, 1);
        if (!TryFind(header, out var tkhd, BoxTypes.Moov, BoxTypes.Trak, BoxTypes.Tkhd)
            || !TryFind(header, out var trex, BoxTypes.Moov, BoxTypes.Mvex, BoxTypes.Trex)
            || header[tkhd].IsEmpty)
        {
            return false;
        }

        // Version 1 has times of 64 bits before the number.
        var offset = FullBoxFields + (header[tkhd][0] == 1 ? 16 : 8);
        return header[trex].Length >= FullBoxFields + TrackIdLength
            && TryWrite(header[tkhd], offset, trackId) && TryWrite(header[trex], FullBoxFields, trackId);
    }

    private static bool TryWrite(Span<byte> content, int offset, int trackId)
    {
        if (content.Length < offset + TrackIdLength)
        {
            return false;
        }

        BinaryPrimitives.WriteUInt32BigEndian(content[offset..], (uint)trackId);
        return true;
    }

    /// <summary>Where the content of the only box at the end of a path lies.</summary>
    private static bool TryFind(ReadOnlySpan<byte> source, out Range content, params ReadOnlySpan<uint> path)
    {
        content = default;
        var (offset, length) = (0, source.Length);
        foreach (var type in path)
        {
            var (found, at, count) = (0, 0, 0);
            var boxes = new BoxCursor(source.Slice(offset, length));
            while (boxes.MoveNext())
            {
                if (boxes.Type == type)
                {
                    (found, at, count) = (found + 1, boxes.ContentOffset, boxes.Content.Length);
                }
            }

            if (found != 1)
            {
                return false;
            }

            (offset, length) = (offset + at, count);
        }

        content = offset..(offset + length);
        return true;
    }
}
