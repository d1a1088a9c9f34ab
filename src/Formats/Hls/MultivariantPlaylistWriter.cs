using System.Buffers;

namespace Headwater.Formats.Hls;

/// <summary>Writes a <see cref="MultivariantPlaylist"/>.</summary>
/// <remarks>Specification: RFC 8216bis, 4.4.2 and 4.4.6. Equal playlists give equal bytes.</remarks>
public static class MultivariantPlaylistWriter
{
    /// <summary>Writes the whole playlist as UTF-8 with LF line ends.</summary>
    public static void Write(IBufferWriter<byte> output, MultivariantPlaylist playlist)
    {
        var text = new PlaylistText(output);
        TagWriting.WriteHeader(ref text, playlist.Version ?? ProtocolVersion.Of(playlist));
        if (playlist.IndependentSegments)
        {
            text.Raw("#EXT-X-INDEPENDENT-SEGMENTS\n"u8);
        }

        TagWriting.WriteStart(ref text, playlist.Start);
        TagWriting.WriteOtherTags(ref text, playlist.OtherTags);
        foreach (var key in playlist.SessionKeys)
        {
            TagWriting.WriteKey(ref text, "#EXT-X-SESSION-KEY:"u8, key);
        }

        foreach (var media in playlist.Media)
        {
            WriteMedia(ref text, media);
        }

        foreach (var variant in playlist.Variants)
        {
            WriteStreamInf(ref text, variant);
        }

        foreach (var variant in playlist.IFrameVariants)
        {
            WriteIFrameStreamInf(ref text, variant);
        }

        text.Flush();
    }

    private static void WriteMedia(ref PlaylistText text, RenditionMedia media)
    {
        text.Tag("#EXT-X-MEDIA:"u8);
        text.Name("TYPE="u8);
        text.Raw(media.Type switch
        {
            RenditionType.Audio => "AUDIO"u8,
            RenditionType.Video => "VIDEO"u8,
            RenditionType.Subtitles => "SUBTITLES"u8,
            RenditionType.ClosedCaptions => "CLOSED-CAPTIONS"u8,
            _ => throw new ArgumentOutOfRangeException(nameof(media), media.Type, "Not a type of RFC 8216bis."),
        });
        text.QuotedIf(media.GroupId, "GROUP-ID="u8);
        text.QuotedIf(media.Name, "NAME="u8);
        text.YesIf(media.Default, "DEFAULT="u8);
        text.YesIf(media.AutoSelect, "AUTOSELECT="u8);
        text.YesIf(media.Forced, "FORCED="u8);
        text.QuotedIf(media.Language, "LANGUAGE="u8);
        text.QuotedIf(media.InstreamId, "INSTREAM-ID="u8);
        text.QuotedIf(media.Characteristics, "CHARACTERISTICS="u8);
        text.QuotedIf(media.Channels, "CHANNELS="u8);
        if (media.Uri is { } uri)
        {
            text.Name("URI="u8);
            text.QuotedUri(uri);
        }

        text.EndLine();
    }

    private static void WriteStreamInf(ref PlaylistText text, StreamInf variant)
    {
        text.Tag("#EXT-X-STREAM-INF:"u8);
        WriteRates(ref text, variant.BitsPerSecond, variant.AverageBitsPerSecond);
        text.QuotedIf(variant.Codecs, "CODECS="u8);
        WriteResolution(ref text, variant.Resolution);
        if (variant.FrameRateThousandths is { } frameRate)
        {
            text.Name("FRAME-RATE="u8);
            text.Thousandths(frameRate);
        }

        text.TextIf(variant.HdcpLevel, "HDCP-LEVEL="u8);
        text.TextIf(variant.VideoRange, "VIDEO-RANGE="u8);
        text.QuotedIf(variant.AudioGroupId, "AUDIO="u8);
        text.QuotedIf(variant.VideoGroupId, "VIDEO="u8);
        text.QuotedIf(variant.SubtitlesGroupId, "SUBTITLES="u8);
        if (variant.NoClosedCaptions)
        {
            text.Name("CLOSED-CAPTIONS=NONE"u8);
        }
        else
        {
            text.QuotedIf(variant.ClosedCaptionsGroupId, "CLOSED-CAPTIONS="u8);
        }

        text.EndLine();
        text.UriLine(variant.Uri);
    }

    private static void WriteIFrameStreamInf(ref PlaylistText text, IFrameStreamInf variant)
    {
        text.Tag("#EXT-X-I-FRAME-STREAM-INF:"u8);
        WriteRates(ref text, variant.BitsPerSecond, variant.AverageBitsPerSecond);
        text.QuotedIf(variant.Codecs, "CODECS="u8);
        WriteResolution(ref text, variant.Resolution);
        text.TextIf(variant.HdcpLevel, "HDCP-LEVEL="u8);
        text.TextIf(variant.VideoRange, "VIDEO-RANGE="u8);
        text.Name("URI="u8);
        text.QuotedUri(variant.Uri);
        text.EndLine();
    }

    private static void WriteRates(ref PlaylistText text, long bitsPerSecond, long? averageBitsPerSecond)
    {
        text.Name("BANDWIDTH="u8);
        text.Integer(bitsPerSecond);
        if (averageBitsPerSecond is { } average)
        {
            text.Name("AVERAGE-BANDWIDTH="u8);
            text.Integer(average);
        }
    }

    private static void WriteResolution(ref PlaylistText text, Resolution? resolution)
    {
        if (resolution is { } size)
        {
            text.Name("RESOLUTION="u8);
            text.Integer(size.Width);
            text.Raw("x"u8);
            text.Integer(size.Height);
        }
    }
}
