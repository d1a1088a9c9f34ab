using System.Buffers;

namespace Headwater.Formats.Hls;

/// <summary>Reads a <see cref="MultivariantPlaylist"/>.</summary>
/// <remarks>
/// Specification: RFC 8216bis, 4.4.2 and 4.4.6. Tolerant: a tag or attribute that cannot be read is left out, tags that have
/// no place in the model are kept as text, comments are dropped. Variables (EXT-X-DEFINE) are not substituted.
/// </remarks>
public static class MultivariantPlaylistReader
{
    /// <summary>Reads a whole playlist.</summary>
    /// <param name="source">All its bytes.</param>
    /// <param name="playlist">The playlist, or null when not done.</param>
    /// <returns>
    /// <see cref="OperationStatus.NeedMoreData"/> when the signature is not complete;
    /// <see cref="OperationStatus.InvalidData"/> when it is wrong, there is no variant or rendition, or the source is over 64 MiB.
    /// </returns>
    public static OperationStatus Read(ReadOnlySpan<byte> source, out MultivariantPlaylist? playlist)
    {
        playlist = null;
        var status = TagReading.ReadSignature(source, out var rest);
        if (status != OperationStatus.Done)
        {
            return status;
        }

        var assembly = new Assembly();
        var lines = new PlaylistLines(rest);
        while (lines.TryNext(out var line))
        {
            assembly.Add(line);
        }

        playlist = assembly.Finish();
        return playlist is null ? OperationStatus.InvalidData : OperationStatus.Done;
    }

    private static RenditionType? ReadType(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("AUDIO"u8) ? RenditionType.Audio
        : text.SequenceEqual("VIDEO"u8) ? RenditionType.Video
        : text.SequenceEqual("SUBTITLES"u8) ? RenditionType.Subtitles
        : text.SequenceEqual("CLOSED-CAPTIONS"u8) ? RenditionType.ClosedCaptions
        : null;

    private sealed class Assembly
    {
        private readonly List<EncryptionKey> _keys = [];
        private readonly List<RenditionMedia> _media = [];
        private readonly List<StreamInf> _variants = [];
        private readonly List<IFrameStreamInf> _iframes = [];
        private readonly List<string> _otherTags = [];
        private StreamInf? _pending;
        private int? _version;
        private bool _independent;
        private StartPoint? _start;

        public void Add(ReadOnlySpan<byte> line)
        {
            if (line[0] != '#')
            {
                AddUri(line);
                return;
            }

            PlaylistLines.Split(line, out var tag, out var value);
            if (!TryAddHeader(tag, value) && !TryAddStream(tag, value) && line.StartsWith("#EXT"u8))
            {
                _otherTags.Add(PlaylistValue.Text(line));
            }
        }

        public MultivariantPlaylist? Finish() => _variants.Count + _iframes.Count + _media.Count == 0
            ? null
            : new MultivariantPlaylist
            {
                Version = _version,
                IndependentSegments = _independent,
                Start = _start,
                SessionKeys = [.. _keys],
                Media = [.. _media],
                Variants = [.. _variants],
                IFrameVariants = [.. _iframes],
                OtherTags = [.. _otherTags],
            };

        private void AddUri(ReadOnlySpan<byte> line)
        {
            if (_pending is { } variant)
            {
                _variants.Add(variant with { Uri = PlaylistValue.Text(line) });
                _pending = null;
            }
        }

        private bool TryAddHeader(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> value)
        {
            if (tag.SequenceEqual("#EXT-X-VERSION"u8))
            {
                _version = PlaylistValue.SmallInteger(value);
            }
            else if (tag.SequenceEqual("#EXT-X-INDEPENDENT-SEGMENTS"u8))
            {
                _independent = true;
            }
            else if (tag.SequenceEqual("#EXT-X-START"u8))
            {
                _start = TagReading.ReadStart(value);
            }
            else if (tag.SequenceEqual("#EXT-X-SESSION-KEY"u8))
            {
                AddIfRead(_keys, TagReading.ReadKey(value, out _));
            }
            else
            {
                return tag.SequenceEqual("#EXTM3U"u8);
            }

            return true;
        }

        private bool TryAddStream(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> value)
        {
            if (tag.SequenceEqual("#EXT-X-MEDIA"u8))
            {
                AddIfRead(_media, ReadMedia(value));
            }
            else if (tag.SequenceEqual("#EXT-X-STREAM-INF"u8))
            {
                _pending = ReadStreamInf(value);
            }
            else if (tag.SequenceEqual("#EXT-X-I-FRAME-STREAM-INF"u8))
            {
                var inf = ReadStreamInf(value);
                AddIfRead(_iframes, inf.Uri.Length == 0 ? null : new IFrameStreamInf
                {
                    BitsPerSecond = inf.BitsPerSecond,
                    AverageBitsPerSecond = inf.AverageBitsPerSecond,
                    Codecs = inf.Codecs,
                    Resolution = inf.Resolution,
                    HdcpLevel = inf.HdcpLevel,
                    VideoRange = inf.VideoRange,
                    Uri = inf.Uri,
                });
            }
            else
            {
                return false;
            }

            return true;
        }

        private static void AddIfRead<T>(List<T> list, T? item)
            where T : class
        {
            if (item is not null)
            {
                list.Add(item);
            }
        }

        private static RenditionMedia? ReadMedia(ReadOnlySpan<byte> value)
        {
            RenditionType? type = null;
            var media = new RenditionMedia { Type = RenditionType.Audio, GroupId = "", Name = "" };
            var attributes = new AttributeList(value);
            while (attributes.TryNext(out var name, out var text))
            {
                if (name.SequenceEqual("TYPE"u8))
                {
                    type = ReadType(text);
                }
                else
                {
                    media = WithAttribute(media, name, text);
                }
            }

            return type is { } known && media.GroupId.Length > 0 ? media with { Type = known } : null;
        }

        private static RenditionMedia WithAttribute(RenditionMedia media, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text) =>
            name.SequenceEqual("GROUP-ID"u8) ? media with { GroupId = PlaylistValue.Text(text) }
            : name.SequenceEqual("NAME"u8) ? media with { Name = PlaylistValue.Text(text) }
            : name.SequenceEqual("LANGUAGE"u8) ? media with { Language = PlaylistValue.Text(text) }
            : name.SequenceEqual("DEFAULT"u8) ? media with { Default = PlaylistValue.Yes(text) }
            : name.SequenceEqual("AUTOSELECT"u8) ? media with { AutoSelect = PlaylistValue.Yes(text) }
            : name.SequenceEqual("FORCED"u8) ? media with { Forced = PlaylistValue.Yes(text) }
            : name.SequenceEqual("INSTREAM-ID"u8) ? media with { InstreamId = PlaylistValue.Text(text) }
            : name.SequenceEqual("CHARACTERISTICS"u8) ? media with { Characteristics = PlaylistValue.Text(text) }
            : name.SequenceEqual("CHANNELS"u8) ? media with { Channels = PlaylistValue.Text(text) }
            : name.SequenceEqual("URI"u8) ? media with { Uri = PlaylistValue.Text(text) }
            : media;

        private static StreamInf ReadStreamInf(ReadOnlySpan<byte> value)
        {
            var variant = new StreamInf { BitsPerSecond = 0, Uri = "" };
            var attributes = new AttributeList(value);
            while (attributes.TryNext(out var name, out var text))
            {
                variant = name.SequenceEqual("CLOSED-CAPTIONS"u8)
                    ? WithClosedCaptions(variant, text, attributes.Quoted)
                    : WithAttribute(variant, name, text);
            }

            return variant;
        }

        private static StreamInf WithClosedCaptions(StreamInf variant, ReadOnlySpan<byte> text, bool quoted) =>
            quoted ? variant with { ClosedCaptionsGroupId = PlaylistValue.Text(text), NoClosedCaptions = false }
            : variant with { NoClosedCaptions = text.SequenceEqual("NONE"u8), ClosedCaptionsGroupId = null };

        private static StreamInf WithAttribute(StreamInf variant, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text) =>
            name.SequenceEqual("BANDWIDTH"u8) ? variant with { BitsPerSecond = PlaylistValue.Integer(text) ?? 0 }
            : name.SequenceEqual("AVERAGE-BANDWIDTH"u8) ? variant with { AverageBitsPerSecond = PlaylistValue.Integer(text) }
            : name.SequenceEqual("CODECS"u8) ? variant with { Codecs = PlaylistValue.Text(text) }
            : name.SequenceEqual("RESOLUTION"u8) ? variant with { Resolution = PlaylistValue.Resolution(text) }
            : name.SequenceEqual("FRAME-RATE"u8) ? variant with { FrameRateThousandths = PlaylistValue.Thousandths(text) }
            : name.SequenceEqual("HDCP-LEVEL"u8) ? variant with { HdcpLevel = PlaylistValue.Text(text) }
            : name.SequenceEqual("VIDEO-RANGE"u8) ? variant with { VideoRange = PlaylistValue.Text(text) }
            : name.SequenceEqual("AUDIO"u8) ? variant with { AudioGroupId = PlaylistValue.Text(text) }
            : name.SequenceEqual("VIDEO"u8) ? variant with { VideoGroupId = PlaylistValue.Text(text) }
            : name.SequenceEqual("SUBTITLES"u8) ? variant with { SubtitlesGroupId = PlaylistValue.Text(text) }
            : name.SequenceEqual("URI"u8) ? variant with { Uri = PlaylistValue.Text(text) }
            : variant;
    }
}
