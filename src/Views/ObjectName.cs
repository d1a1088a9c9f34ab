using System.Globalization;

namespace Headwater.Views;

/// <summary>The name of one object below an endpoint's URL: written by manifests, read back when it is asked for.</summary>
/// <remarks>
/// <c>index.m3u8</c>, <c>index.mpd</c>, <c>index_TRACK.m3u8</c>, <c>index_TRACK_iframes.m3u8</c>, <c>index_TRACK_initIDENTITY.mp4</c>,
/// <c>index_TRACK_NUMBER.EXT</c>, <c>index_TRACK_NUMBER.PART.mp4</c>, <c>index_TRACK_tTICKS.mp4</c>,
/// <c>index_TRACK_iNUMBER.EXT</c>.
/// </remarks>
public abstract record ObjectName
{
    private const string IFrames = "iframes";
    private const string Init = "init";

    private ObjectName()
    {
    }

    /// <summary>Reads a file name of an endpoint whose manifest is called <paramref name="manifest"/>; null when it is none of ours.</summary>
    public static ObjectName? Read(string manifest, ReadOnlySpan<char> name)
    {
        if (!name.StartsWith(manifest, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = name[manifest.Length..];
        var dot = rest.IndexOf('.');
        if (dot < 0)
        {
            return null;
        }

        var stem = rest[..dot];
        var extension = rest[(dot + 1)..];
        if (stem.IsEmpty)
        {
            return extension is "m3u8" ? new Multivariant() : extension is "mpd" ? new Mpd() : null;
        }

        return stem[0] == '_' ? ReadChild(stem[1..], extension) : null;
    }

    /// <summary>Writes the name for an endpoint whose manifest is called <paramref name="manifest"/>.</summary>
    public string Write(string manifest) => this switch
    {
        Multivariant => $"{manifest}.m3u8",
        Mpd => $"{manifest}.mpd",
        MediaPlaylist list => $"{manifest}_{list.Track}.m3u8",
        IFramePlaylist list => $"{manifest}_{list.Track}_{IFrames}.m3u8",
        Header header => string.Create(CultureInfo.InvariantCulture, $"{manifest}_{header.Track}_{Init}{header.Identity}.mp4"),
        Segment segment => string.Create(CultureInfo.InvariantCulture, $"{manifest}_{segment.Track}_{segment.Number}.{segment.Extension}"),
        Part part => string.Create(CultureInfo.InvariantCulture, $"{manifest}_{part.Track}_{part.Number}.{part.Index}.mp4"),
        TimedSegment segment => string.Create(CultureInfo.InvariantCulture, $"{manifest}_{segment.Track}_t{segment.Ticks}.mp4"),
        IFrame frame => string.Create(CultureInfo.InvariantCulture, $"{manifest}_{frame.Track}_i{frame.Number}.{frame.Extension}"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ObjectName? ReadChild(ReadOnlySpan<char> stem, ReadOnlySpan<char> extension)
    {
        var bar = stem.LastIndexOf('_');
        var track = bar > 0 ? stem[..bar] : default;
        var last = bar > 0 ? stem[(bar + 1)..] : stem;
        if (extension is "m3u8")
        {
            return stem.IsEmpty ? null : last is IFrames && !track.IsEmpty ? new IFramePlaylist(track.ToString()) : new MediaPlaylist(stem.ToString());
        }

        if (track.IsEmpty)
        {
            return null;
        }

        if (extension is "mp4" && last.StartsWith(Init))
        {
            return TryNumber(last[Init.Length..], out var generation) && generation <= int.MaxValue ? new Header(track.ToString(), (int)generation) : null;
        }

        if (extension is "mp4" && last.StartsWith('t'))
        {
            return TryNumber(last[1..], out var ticks) ? new TimedSegment(track.ToString(), ticks) : null;
        }

        if (extension is "mp4" or "ts" && last.StartsWith('i'))
        {
            return TryNumber(last[1..], out var at) ? new IFrame(track.ToString(), at, extension.ToString()) : null;
        }

        if (!TryNumber(last, out var number))
        {
            return null;
        }

        if (extension is "mp4" or "ts" or "aac")
        {
            return new Segment(track.ToString(), number, extension.ToString());
        }

        return extension.EndsWith(".mp4") && TryNumber(extension[..^4], out var part) && part <= int.MaxValue
            ? new Part(track.ToString(), number, (int)part)
            : null;
    }

    // One spelling per object: a leading zero or sign would be a second cache key for the same bytes.
    private static bool TryNumber(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && (text.Length == 1 || text[0] != '0');

    /// <summary>The multivariant playlist.</summary>
    public sealed record Multivariant : ObjectName;

    /// <summary>The DASH manifest.</summary>
    public sealed record Mpd : ObjectName;

    /// <summary>The media playlist of a track.</summary>
    /// <param name="Track">The track's name.</param>
    public sealed record MediaPlaylist(string Track) : ObjectName;

    /// <summary>The I-frame playlist of a video track.</summary>
    /// <param name="Track">The track's name.</param>
    public sealed record IFramePlaylist(string Track) : ObjectName;

    /// <summary>The CMAF header of configurations of a track.</summary>
    /// <param name="Track">The track's name.</param>
    /// <param name="Identity">As <see cref="HeaderIdentity"/> numbers it.</param>
    public sealed record Header(string Track, int Identity) : ObjectName;

    /// <summary>A segment by its number.</summary>
    /// <param name="Track">The track's name.</param>
    /// <param name="Number">The cell of the grid.</param>
    /// <param name="Extension"><c>mp4</c>, <c>ts</c> or <c>aac</c>.</param>
    public sealed record Segment(string Track, long Number, string Extension) : ObjectName;

    /// <summary>A part of a segment.</summary>
    /// <param name="Track">The track's name.</param>
    /// <param name="Number">The segment's number.</param>
    /// <param name="Index">The part, from 0.</param>
    public sealed record Part(string Track, long Number, int Index) : ObjectName;

    /// <summary>A segment by its presentation time.</summary>
    /// <param name="Track">The track's name.</param>
    /// <param name="Ticks">Its earliest presentation time in ticks of the track.</param>
    public sealed record TimedSegment(string Track, long Ticks) : ObjectName;

    /// <summary>The first picture of a segment alone.</summary>
    /// <param name="Track">The track's name.</param>
    /// <param name="Number">The segment's number.</param>
    /// <param name="Extension"><c>mp4</c> or <c>ts</c>.</param>
    public sealed record IFrame(string Track, long Number, string Extension) : ObjectName;
}
