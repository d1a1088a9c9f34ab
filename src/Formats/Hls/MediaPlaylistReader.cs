using System.Buffers;

namespace Headwater.Formats.Hls;

/// <summary>Reads a <see cref="MediaPlaylist"/>.</summary>
/// <remarks>
/// Specification: RFC 8216bis, 4.4.2 to 4.4.5. Tolerant: a tag or attribute that cannot be read is left out, tags that have no
/// place in the model are kept as text, comments are dropped. Variables (EXT-X-DEFINE) are not substituted. In a delta
/// update the map and keys of skipped segments are unknown: null and empty until the next tag.
/// </remarks>
public static class MediaPlaylistReader
{
    /// <summary>Reads a whole playlist.</summary>
    /// <param name="source">All its bytes.</param>
    /// <param name="playlist">The playlist, or null when not done.</param>
    /// <returns>
    /// <see cref="OperationStatus.NeedMoreData"/> when the signature is not complete;
    /// <see cref="OperationStatus.InvalidData"/> when it is wrong, there is neither a target duration nor a segment, it is a
    /// multivariant playlist, or the source is over 64 MiB.
    /// </returns>
    public static OperationStatus Read(ReadOnlySpan<byte> source, out MediaPlaylist? playlist)
    {
        playlist = null;
        var status = TagReading.ReadSignature(source, out var rest);
        if (status != OperationStatus.Done)
        {
            return status;
        }

        var assembly = new MediaPlaylistAssembly();
        var lines = new PlaylistLines(rest);
        while (lines.TryNext(out var line))
        {
            assembly.Add(line);
        }

        playlist = assembly.Finish();
        return playlist is null ? OperationStatus.InvalidData : OperationStatus.Done;
    }
}
