using Headwater.Foundation;

namespace Headwater.Formats.Hls;

/// <summary>Gathers the lines of one media playlist. Used once, by one reader.</summary>
internal sealed class MediaPlaylistAssembly
{
    private readonly SegmentAssembly _segments = new();
    private readonly List<string> _otherTags = [];
    private readonly List<PreloadHint> _hints = [];
    private readonly List<RenditionReport> _reports = [];
    private int? _version;
    private int? _targetSeconds;
    private long _mediaSequence;
    private long _discontinuitySequence;
    private PlaylistType _type;
    private bool _iframesOnly;
    private bool _independent;
    private bool _endList;
    private bool _multivariant;
    private StartPoint? _start;
    private ServerControl? _control;
    private TimeSpan? _partTarget;
    private SkippedSegments? _skipped;

    public void Add(ReadOnlySpan<byte> line)
    {
        if (line[0] != '#')
        {
            _segments.AddUri(line);
            return;
        }

        PlaylistLines.Split(line, out var tag, out var value);
        if (TryAddNumber(tag, value) || TryAddFlag(tag, value) || TryAddList(tag, value) || _segments.TryAdd(tag, value) || !line.StartsWith("#EXT"u8))
        {
            return;
        }

        if (_targetSeconds is null)
        {
            _otherTags.Add(PlaylistValue.Text(line));
        }
        else
        {
            _segments.AddOther(line);
        }
    }

    public MediaPlaylist? Finish()
    {
        if (_multivariant || (_targetSeconds is null && _segments.Complete.Count == 0))
        {
            return null;
        }

        return new MediaPlaylist
        {
            Version = _version,
            TargetDurationSeconds = _targetSeconds ?? LongestSeconds(),
            MediaSequence = _mediaSequence,
            DiscontinuitySequence = _discontinuitySequence,
            Type = _type,
            IFramesOnly = _iframesOnly,
            IndependentSegments = _independent,
            Start = _start,
            ServerControl = _control,
            PartTarget = _partTarget,
            Skipped = _skipped,
            OtherTags = [.. _otherTags],
            Segments = [.. _segments.Complete],
            Open = _segments.TakeOpen(),
            PreloadHints = [.. _hints],
            RenditionReports = [.. _reports],
            EndList = _endList,
        };
    }

    private int LongestSeconds()
    {
        var longest = 0L;
        foreach (var segment in _segments.Complete)
        {
            longest = Math.Max(longest, PlaylistSeconds.Round(segment.Duration));
        }

        return (int)longest;
    }

    private bool TryAddNumber(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> value)
    {
        if (tag.SequenceEqual("#EXT-X-VERSION"u8))
        {
            _version = PlaylistValue.SmallInteger(value);
        }
        else if (tag.SequenceEqual("#EXT-X-TARGETDURATION"u8))
        {
            // Interop: some packagers write decimals; the next whole second is then meant.
            _targetSeconds = PlaylistValue.Seconds(value) is { Ticks: >= 0 } target && target.Ticks <= int.MaxValue * TimeSpan.TicksPerSecond
                ? (int)((target.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond)
                : null;
        }
        else if (tag.SequenceEqual("#EXT-X-MEDIA-SEQUENCE"u8))
        {
            _mediaSequence = PlaylistValue.Integer(value) ?? 0;
        }
        else if (tag.SequenceEqual("#EXT-X-DISCONTINUITY-SEQUENCE"u8))
        {
            _discontinuitySequence = PlaylistValue.Integer(value) ?? 0;
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool TryAddFlag(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> value)
    {
        if (tag.SequenceEqual("#EXT-X-PLAYLIST-TYPE"u8))
        {
            _type = value.SequenceEqual("EVENT"u8) ? PlaylistType.Event : value.SequenceEqual("VOD"u8) ? PlaylistType.Vod : PlaylistType.None;
        }
        else if (tag.SequenceEqual("#EXT-X-I-FRAMES-ONLY"u8))
        {
            _iframesOnly = true;
        }
        else if (tag.SequenceEqual("#EXT-X-INDEPENDENT-SEGMENTS"u8))
        {
            _independent = true;
        }
        else if (tag.SequenceEqual("#EXT-X-ENDLIST"u8))
        {
            _endList = true;
        }
        else if (tag.SequenceEqual("#EXT-X-STREAM-INF"u8) || tag.SequenceEqual("#EXT-X-MEDIA"u8))
        {
            _multivariant = true;
        }
        else
        {
            return tag.SequenceEqual("#EXTM3U"u8);
        }

        return true;
    }

    private bool TryAddList(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> value)
    {
        if (tag.SequenceEqual("#EXT-X-START"u8))
        {
            _start = TagReading.ReadStart(value);
        }
        else if (tag.SequenceEqual("#EXT-X-SERVER-CONTROL"u8))
        {
            _control = ReadServerControl(value);
        }
        else if (tag.SequenceEqual("#EXT-X-PART-INF"u8))
        {
            _partTarget = ReadPartTarget(value);
        }
        else if (tag.SequenceEqual("#EXT-X-SKIP"u8))
        {
            _skipped = ReadSkip(value);
        }
        else if (tag.SequenceEqual("#EXT-X-PRELOAD-HINT"u8))
        {
            if (ReadPreloadHint(value) is { } hint)
            {
                _hints.Add(hint);
            }
        }
        else if (tag.SequenceEqual("#EXT-X-RENDITION-REPORT"u8))
        {
            if (ReadRenditionReport(value) is { } report)
            {
                _reports.Add(report);
            }
        }
        else
        {
            return false;
        }

        return true;
    }

    private static ServerControl ReadServerControl(ReadOnlySpan<byte> value)
    {
        var control = new ServerControl();
        var attributes = new AttributeList(value);
        while (attributes.TryNext(out var name, out var text))
        {
            control =
                name.SequenceEqual("CAN-BLOCK-RELOAD"u8) ? control with { CanBlockReload = PlaylistValue.Yes(text) }
                : name.SequenceEqual("PART-HOLD-BACK"u8) ? control with { PartHoldBack = PlaylistValue.Seconds(text) }
                : name.SequenceEqual("HOLD-BACK"u8) ? control with { HoldBack = PlaylistValue.Seconds(text) }
                : name.SequenceEqual("CAN-SKIP-UNTIL"u8) ? control with { CanSkipUntil = PlaylistValue.Seconds(text) }
                : name.SequenceEqual("CAN-SKIP-DATERANGES"u8) ? control with { CanSkipDateRanges = PlaylistValue.Yes(text) }
                : control;
        }

        return control;
    }

    private static TimeSpan? ReadPartTarget(ReadOnlySpan<byte> value)
    {
        var attributes = new AttributeList(value);
        while (attributes.TryNext(out var name, out var text))
        {
            if (name.SequenceEqual("PART-TARGET"u8))
            {
                return PlaylistValue.Seconds(text);
            }
        }

        return null;
    }

    private static SkippedSegments? ReadSkip(ReadOnlySpan<byte> value)
    {
        int? count = null;
        EquatableList<string>? removed = null;
        var attributes = new AttributeList(value);
        while (attributes.TryNext(out var name, out var text))
        {
            if (name.SequenceEqual("SKIPPED-SEGMENTS"u8))
            {
                count = PlaylistValue.SmallInteger(text);
            }
            else if (name.SequenceEqual("RECENTLY-REMOVED-DATERANGES"u8))
            {
                removed = text.IsEmpty ? [] : [.. PlaylistValue.Text(text).Split('\t')];
            }
        }

        return count is { } known ? new SkippedSegments { Count = known, RecentlyRemovedDateRanges = removed } : null;
    }

    private static PreloadHint? ReadPreloadHint(ReadOnlySpan<byte> value)
    {
        var known = false;
        var hint = new PreloadHint { Type = PreloadHintType.Part, Uri = "" };
        var attributes = new AttributeList(value);
        while (attributes.TryNext(out var name, out var text))
        {
            if (name.SequenceEqual("TYPE"u8))
            {
                known = text.SequenceEqual("PART"u8) || text.SequenceEqual("MAP"u8);
                hint = hint with { Type = text.SequenceEqual("MAP"u8) ? PreloadHintType.Map : PreloadHintType.Part };
            }
            else
            {
                hint =
                    name.SequenceEqual("URI"u8) ? hint with { Uri = PlaylistValue.Text(text) }
                    : name.SequenceEqual("BYTERANGE-START"u8) ? hint with { ByteRangeStart = PlaylistValue.Integer(text) ?? 0 }
                    : name.SequenceEqual("BYTERANGE-LENGTH"u8) ? hint with { ByteRangeLength = PlaylistValue.Integer(text) }
                    : hint;
            }
        }

        return known && hint.Uri.Length > 0 ? hint : null;
    }

    private static RenditionReport? ReadRenditionReport(ReadOnlySpan<byte> value)
    {
        var report = new RenditionReport { Uri = "" };
        var attributes = new AttributeList(value);
        while (attributes.TryNext(out var name, out var text))
        {
            report =
                name.SequenceEqual("URI"u8) ? report with { Uri = PlaylistValue.Text(text) }
                : name.SequenceEqual("LAST-MSN"u8) ? report with { LastMediaSequence = PlaylistValue.Integer(text) }
                : name.SequenceEqual("LAST-PART"u8) ? report with { LastPart = PlaylistValue.SmallInteger(text) }
                : report;
        }

        return report.Uri.Length > 0 ? report : null;
    }
}
