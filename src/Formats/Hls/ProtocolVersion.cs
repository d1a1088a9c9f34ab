namespace Headwater.Formats.Hls;

/// <summary>Which protocol version a playlist needs. Specification: RFC 8216bis, 8.</summary>
public static class ProtocolVersion
{
    /// <summary>The lowest version whose rules the tags of this playlist obey; at least 3, because durations are written with decimals.</summary>
    /// <remarks>A playlist that offers delta updates declares 9 (10 with date ranges) even when whole, so that it and its updates agree.</remarks>
    public static int Of(MediaPlaylist playlist)
    {
        var version = 3;
        if (playlist.Skipped is { } skipped)
        {
            version = skipped.RecentlyRemovedDateRanges is null ? 9 : 10;
        }

        if (playlist.ServerControl?.CanSkipUntil is not null)
        {
            version = Math.Max(version, playlist.ServerControl.CanSkipDateRanges ? 10 : 9);
        }

        version = playlist.IFramesOnly ? Math.Max(version, 4) : version;
        foreach (var segment in playlist.Segments)
        {
            version = Math.Max(version, segment.ByteRange is null ? 3 : 4);
            version = Math.Max(version, OfTags(segment, playlist.IFramesOnly));
        }

        return playlist.Open is { } open ? Math.Max(version, OfTags(open, playlist.IFramesOnly)) : version;
    }

    /// <summary>The lowest version whose rules the tags of this playlist obey; at least 3, the oldest that our media playlists declare.</summary>
    public static int Of(MultivariantPlaylist playlist)
    {
        var version = 3;
        foreach (var key in playlist.SessionKeys)
        {
            version = Math.Max(version, OfKey(key));
        }

        foreach (var media in playlist.Media)
        {
            if (media.InstreamId is { } instream && (media.Type != RenditionType.ClosedCaptions || instream.StartsWith("SERVICE", StringComparison.Ordinal)))
            {
                version = Math.Max(version, media.Type == RenditionType.ClosedCaptions ? 7 : 13);
            }
        }

        return version;
    }

    private static int OfTags(SegmentTags tags, bool iframesOnly)
    {
        var version = tags.Map is null ? 3 : iframesOnly ? 5 : 6;
        foreach (var key in tags.Keys)
        {
            version = Math.Max(version, OfKey(key));
        }

        return version;
    }

    private static int OfKey(EncryptionKey key) =>
        key.Method != EncryptionMethod.Aes128 || key.KeyFormat is not null || key.KeyFormatVersions is not null ? 5 : 3;
}
