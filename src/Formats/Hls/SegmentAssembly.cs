using Headwater.Foundation;

namespace Headwater.Formats.Hls;

/// <summary>Gathers the segments of one media playlist: tags wait for the URI that they belong to.</summary>
internal sealed class SegmentAssembly
{
    /// <summary>Key formats in force at once; more are left out, so that a peer cannot make every segment carry a long list.</summary>
    private const int MaxKeys = 16;

    private readonly List<DateRange> _dateRanges = [];
    private readonly List<string> _otherTags = [];
    private readonly List<PartialSegment> _parts = [];
    private EquatableList<EncryptionKey> _keys = [];
    private MediaMap? _map;
    private bool _touched;
    private bool _discontinuity;
    private bool _gap;
    private DateTimeOffset? _programDateTime;
    private TimeSpan? _duration;
    private string _title = "";
    private ByteRange? _byteRange;

    /// <summary>The complete segments so far.</summary>
    public List<MediaSegment> Complete { get; } = [];

    /// <summary>Ends a segment; without EXTINF the line belongs to none and is left out.</summary>
    public void AddUri(ReadOnlySpan<byte> line)
    {
        if (_duration is not { } duration)
        {
            return;
        }

        Complete.Add(new MediaSegment
        {
            Uri = PlaylistValue.Text(line),
            Duration = duration,
            Title = _title,
            Gap = _gap,
            ByteRange = _byteRange,
            Discontinuity = _discontinuity,
            Keys = _keys,
            Map = _map,
            ProgramDateTime = _programDateTime,
            DateRanges = [.. _dateRanges],
            OtherTags = [.. _otherTags],
            Parts = [.. _parts],
        });
        Reset();
    }

    /// <summary>Keeps a tag of no known meaning for the next segment.</summary>
    public void AddOther(ReadOnlySpan<byte> line)
    {
        _otherTags.Add(PlaylistValue.Text(line));
        _touched = true;
    }

    /// <summary>What waits for a URI, or null when nothing does.</summary>
    public OpenSegment? TakeOpen() => !_touched
        ? null
        : new OpenSegment
        {
            Discontinuity = _discontinuity,
            Keys = _keys,
            Map = _map,
            ProgramDateTime = _programDateTime,
            DateRanges = [.. _dateRanges],
            OtherTags = [.. _otherTags],
            Parts = [.. _parts],
        };

    /// <summary>Takes a segment's tag; false when it is none.</summary>
    public bool TryAdd(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> value)
    {
        if (TryAddTiming(tag, value))
        {
            return true;
        }

        if (tag.SequenceEqual("#EXT-X-KEY"u8))
        {
            AddKey(value);
        }
        else if (tag.SequenceEqual("#EXT-X-MAP"u8))
        {
            _map = ReadMap(value) ?? _map;
        }
        else if (tag.SequenceEqual("#EXT-X-PROGRAM-DATE-TIME"u8))
        {
            _programDateTime = PlaylistValue.Date(value);
        }
        else if (tag.SequenceEqual("#EXT-X-DATERANGE"u8))
        {
            if (DateRangeReading.Read(value) is { } range)
            {
                _dateRanges.Add(range);
            }
        }
        else if (tag.SequenceEqual("#EXT-X-PART"u8))
        {
            if (ReadPart(value) is { } part)
            {
                _parts.Add(part);
            }
        }
        else
        {
            return false;
        }

        _touched = true;
        return true;
    }

    private bool TryAddTiming(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> value)
    {
        if (tag.SequenceEqual("#EXTINF"u8))
        {
            var comma = value.IndexOf((byte)',');
            _duration = PlaylistValue.Seconds((comma < 0 ? value : value[..comma]).Trim(" \t"u8)) is { Ticks: >= 0 } duration ? duration : null;
            _title = comma < 0 ? "" : PlaylistValue.Text(value[(comma + 1)..]);
        }
        else if (tag.SequenceEqual("#EXT-X-BYTERANGE"u8))
        {
            _byteRange = PlaylistValue.Range(value);
        }
        else if (tag.SequenceEqual("#EXT-X-GAP"u8))
        {
            _gap = true;
        }
        else if (tag.SequenceEqual("#EXT-X-DISCONTINUITY"u8))
        {
            _discontinuity = true;
            _touched = true;
        }
        else
        {
            return false;
        }

        return true;
    }

    private void Reset()
    {
        _touched = false;
        _discontinuity = false;
        _gap = false;
        _programDateTime = null;
        _duration = null;
        _title = "";
        _byteRange = null;
        _dateRanges.Clear();
        _otherTags.Clear();
        _parts.Clear();
    }

    private void AddKey(ReadOnlySpan<byte> value)
    {
        var key = TagReading.ReadKey(value, out var none);
        if (none)
        {
            _keys = [];
        }

        if (key is null)
        {
            return;
        }

        // A key replaces the one of its format and leaves the others in force (4.4.4.4).
        var kept = new List<EncryptionKey>(_keys.Count + 1);
        foreach (var old in _keys)
        {
            if ((old.KeyFormat ?? "identity") != (key.KeyFormat ?? "identity"))
            {
                kept.Add(old);
            }
        }

        if (kept.Count < MaxKeys)
        {
            kept.Add(key);
            _keys = [.. kept];
        }
    }

    private static MediaMap? ReadMap(ReadOnlySpan<byte> value)
    {
        string? uri = null;
        ByteRange? range = null;
        var attributes = new AttributeList(value);
        while (attributes.TryNext(out var name, out var text))
        {
            if (name.SequenceEqual("URI"u8))
            {
                uri = PlaylistValue.Text(text);
            }
            else if (name.SequenceEqual("BYTERANGE"u8))
            {
                range = PlaylistValue.Range(text);
            }
        }

        return uri is null ? null : new MediaMap(uri, range);
    }

    private static PartialSegment? ReadPart(ReadOnlySpan<byte> value)
    {
        var part = new PartialSegment { Uri = "", Duration = TimeSpan.MinValue };
        var attributes = new AttributeList(value);
        while (attributes.TryNext(out var name, out var text))
        {
            part =
                name.SequenceEqual("URI"u8) ? part with { Uri = PlaylistValue.Text(text) }
                : name.SequenceEqual("DURATION"u8) ? part with { Duration = PlaylistValue.Seconds(text) ?? TimeSpan.MinValue }
                : name.SequenceEqual("INDEPENDENT"u8) ? part with { Independent = PlaylistValue.Yes(text) }
                : name.SequenceEqual("BYTERANGE"u8) ? part with { ByteRange = PlaylistValue.Range(text) }
                : name.SequenceEqual("GAP"u8) ? part with { Gap = PlaylistValue.Yes(text) }
                : part;
        }

        return part.Uri.Length > 0 && part.Duration >= TimeSpan.Zero ? part : null;
    }
}
