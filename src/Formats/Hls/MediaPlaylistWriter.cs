using System.Buffers;
using Headwater.Foundation;

namespace Headwater.Formats.Hls;

/// <summary>Writes a <see cref="MediaPlaylist"/>.</summary>
/// <remarks>Specification: RFC 8216bis, 4.4.2 to 4.4.5. Equal playlists give equal bytes.</remarks>
public static class MediaPlaylistWriter
{
    /// <summary>Writes the whole playlist as UTF-8 with LF line ends.</summary>
    public static void Write(IBufferWriter<byte> output, MediaPlaylist playlist)
    {
        var text = new PlaylistText(output);
        WriteHeader(ref text, playlist);
        var map = playlist.Skipped?.Map;
        var keys = playlist.Skipped?.Keys ?? EquatableList<EncryptionKey>.Empty;
        foreach (var segment in playlist.Segments)
        {
            WriteTags(ref text, segment, playlist.RepeatKeys, ref map, ref keys);
            WriteSegment(ref text, segment);
        }

        if (playlist.Open is { } open)
        {
            WriteTags(ref text, open, playlist.RepeatKeys, ref map, ref keys);
            WriteParts(ref text, open.Parts);
        }

        foreach (var hint in playlist.PreloadHints)
        {
            WritePreloadHint(ref text, hint);
        }

        foreach (var report in playlist.RenditionReports)
        {
            WriteRenditionReport(ref text, report);
        }

        if (playlist.EndList)
        {
            text.Raw("#EXT-X-ENDLIST\n"u8);
        }

        text.Flush();
    }

    private static void WriteHeader(ref PlaylistText text, MediaPlaylist playlist)
    {
        TagWriting.WriteHeader(ref text, playlist.Version ?? ProtocolVersion.Of(playlist));
        TagWriting.WriteOtherTags(ref text, playlist.OtherTags);
        WriteNumber(ref text, "#EXT-X-TARGETDURATION:"u8, playlist.TargetDurationSeconds);
        WriteServerControl(ref text, playlist.ServerControl);
        if (playlist.PartTarget is { } partTarget)
        {
            text.Tag("#EXT-X-PART-INF:PART-TARGET="u8);
            text.Seconds(partTarget);
            text.EndLine();
        }

        WriteNumber(ref text, "#EXT-X-MEDIA-SEQUENCE:"u8, playlist.MediaSequence);
        if (playlist.DiscontinuitySequence != 0)
        {
            WriteNumber(ref text, "#EXT-X-DISCONTINUITY-SEQUENCE:"u8, playlist.DiscontinuitySequence);
        }

        text.Raw(playlist.Type switch
        {
            PlaylistType.Event => "#EXT-X-PLAYLIST-TYPE:EVENT\n"u8,
            PlaylistType.Vod => "#EXT-X-PLAYLIST-TYPE:VOD\n"u8,
            _ => default,
        });
        text.Raw(playlist.IFramesOnly ? "#EXT-X-I-FRAMES-ONLY\n"u8 : default);
        text.Raw(playlist.IndependentSegments ? "#EXT-X-INDEPENDENT-SEGMENTS\n"u8 : default);
        TagWriting.WriteStart(ref text, playlist.Start);
        WriteSkip(ref text, playlist.Skipped);
    }

    private static void WriteServerControl(ref PlaylistText text, ServerControl? control)
    {
        if (control is null || control == new ServerControl())
        {
            return;
        }

        text.Tag("#EXT-X-SERVER-CONTROL:"u8);
        text.YesIf(control.CanBlockReload, "CAN-BLOCK-RELOAD="u8);
        text.SecondsIf(control.PartHoldBack, "PART-HOLD-BACK="u8);
        text.SecondsIf(control.HoldBack, "HOLD-BACK="u8);
        text.SecondsIf(control.CanSkipUntil, "CAN-SKIP-UNTIL="u8);
        text.YesIf(control.CanSkipDateRanges, "CAN-SKIP-DATERANGES="u8);
        text.EndLine();
    }

    private static void WriteSkip(ref PlaylistText text, SkippedSegments? skipped)
    {
        if (skipped is null)
        {
            return;
        }

        text.Tag("#EXT-X-SKIP:SKIPPED-SEGMENTS="u8);
        text.Integer(skipped.Count);
        if (skipped.RecentlyRemovedDateRanges is { } removed)
        {
            text.Raw(",RECENTLY-REMOVED-DATERANGES=\""u8);
            for (var i = 0; i < removed.Count; i++)
            {
                text.Raw(i == 0 ? default : "\t"u8);
                text.Identifier(removed[i]);
            }

            text.Raw("\""u8);
        }

        text.EndLine();
    }

    private static void WriteTags(
        ref PlaylistText text, SegmentTags segment, bool repeatKeys, ref MediaMap? map, ref EquatableList<EncryptionKey> keys)
    {
        text.Raw(segment.Discontinuity ? "#EXT-X-DISCONTINUITY\n"u8 : default);
        if ((repeatKeys && segment.Keys.Count > 0) || !segment.Keys.Equals(keys))
        {
            keys = WriteKeys(ref text, segment.Keys, keys);
        }

        if (segment.Map is { } own && own != map)
        {
            WriteMap(ref text, own);
            map = own;
        }

        if (segment.ProgramDateTime is { } instant)
        {
            text.Tag("#EXT-X-PROGRAM-DATE-TIME:"u8);
            text.Date(instant);
            text.EndLine();
        }

        foreach (var range in segment.DateRanges)
        {
            DateRangeWriting.Write(ref text, range);
        }

        TagWriting.WriteOtherTags(ref text, segment.OtherTags);
    }

    /// <remarks>A key stays in force until one of its format replaces it, so one that only leaves takes METHOD=NONE first.</remarks>
    private static EquatableList<EncryptionKey> WriteKeys(
        ref PlaylistText text, EquatableList<EncryptionKey> keys, EquatableList<EncryptionKey> before)
    {
        if (before.Count > 0 && !Replaces(keys, before))
        {
            text.Raw("#EXT-X-KEY:METHOD=NONE\n"u8);
        }

        foreach (var key in keys)
        {
            TagWriting.WriteKey(ref text, "#EXT-X-KEY:"u8, key);
        }

        return keys;
    }

    private static bool Replaces(EquatableList<EncryptionKey> keys, EquatableList<EncryptionKey> before)
    {
        foreach (var old in before)
        {
            var replaced = false;
            foreach (var key in keys)
            {
                replaced |= (key.KeyFormat ?? "identity") == (old.KeyFormat ?? "identity");
            }

            if (!replaced)
            {
                return false;
            }
        }

        return true;
    }

    private static void WriteMap(ref PlaylistText text, MediaMap map)
    {
        text.Tag("#EXT-X-MAP:"u8);
        text.Name("URI="u8);
        text.QuotedUri(map.Uri);
        WriteQuotedRange(ref text, map.ByteRange);
        text.EndLine();
    }

    private static void WriteQuotedRange(ref PlaylistText text, ByteRange? range)
    {
        if (range is { } bytes)
        {
            text.Name("BYTERANGE=\""u8);
            text.Range(bytes);
            text.Raw("\""u8);
        }
    }

    private static void WriteSegment(ref PlaylistText text, MediaSegment segment)
    {
        WriteParts(ref text, segment.Parts);
        text.Raw(segment.Gap ? "#EXT-X-GAP\n"u8 : default);
        text.Tag("#EXTINF:"u8);
        text.Seconds(segment.Duration);
        text.Raw(","u8);
        text.Text(segment.Title);
        text.EndLine();
        if (segment.ByteRange is { } range)
        {
            text.Tag("#EXT-X-BYTERANGE:"u8);
            text.Range(range);
            text.EndLine();
        }

        text.UriLine(segment.Uri);
    }

    private static void WriteParts(ref PlaylistText text, EquatableList<PartialSegment> parts)
    {
        foreach (var part in parts)
        {
            text.Tag("#EXT-X-PART:"u8);
            text.Name("DURATION="u8);
            text.Seconds(part.Duration);
            text.Name("URI="u8);
            text.QuotedUri(part.Uri);
            WriteQuotedRange(ref text, part.ByteRange);
            text.YesIf(part.Independent, "INDEPENDENT="u8);
            text.YesIf(part.Gap, "GAP="u8);
            text.EndLine();
        }
    }

    private static void WritePreloadHint(ref PlaylistText text, PreloadHint hint)
    {
        text.Tag("#EXT-X-PRELOAD-HINT:"u8);
        text.Name(hint.Type == PreloadHintType.Map ? "TYPE=MAP"u8 : "TYPE=PART"u8);
        text.Name("URI="u8);
        text.QuotedUri(hint.Uri);
        if (hint.ByteRangeStart != 0)
        {
            text.Name("BYTERANGE-START="u8);
            text.Integer(hint.ByteRangeStart);
        }

        if (hint.ByteRangeLength is { } length)
        {
            text.Name("BYTERANGE-LENGTH="u8);
            text.Integer(length);
        }

        text.EndLine();
    }

    private static void WriteRenditionReport(ref PlaylistText text, RenditionReport report)
    {
        text.Tag("#EXT-X-RENDITION-REPORT:"u8);
        text.Name("URI="u8);
        text.QuotedUri(report.Uri);
        if (report.LastMediaSequence is { } sequence)
        {
            text.Name("LAST-MSN="u8);
            text.Integer(sequence);
        }

        if (report.LastPart is { } part)
        {
            text.Name("LAST-PART="u8);
            text.Integer(part);
        }

        text.EndLine();
    }

    private static void WriteNumber(ref PlaylistText text, scoped ReadOnlySpan<byte> tag, long value)
    {
        text.Tag(tag);
        text.Integer(value);
        text.EndLine();
    }
}
