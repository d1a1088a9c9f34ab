using Headwater.Foundation;

namespace Headwater.Formats.Hls;

/// <summary>A list of segments of one rendition, whole or as a delta update. Immutable.</summary>
/// <remarks>Specification: RFC 8216bis, 4.4.3 to 4.4.5.</remarks>
public sealed record MediaPlaylist
{
    /// <summary>Protocol version to declare; null declares the lowest that the tags need (<see cref="ProtocolVersion"/>).</summary>
    public int? Version { get; init; }

    /// <summary>Whole seconds, at least each segment's duration rounded to the nearest second (<see cref="PlaylistSeconds.Round"/>).</summary>
    public required int TargetDurationSeconds { get; init; }

    /// <summary>Number of the first segment, a skipped one included.</summary>
    public long MediaSequence { get; init; }

    /// <summary>Discontinuities that have left the front of the playlist; not written when 0.</summary>
    public long DiscontinuitySequence { get; init; }

    /// <summary>How the playlist may change; not written when <see cref="Hls.PlaylistType.None"/>.</summary>
    public PlaylistType Type { get; init; }

    /// <summary>Whether each segment is a single I-frame.</summary>
    public bool IFramesOnly { get; init; }

    /// <summary>Whether every segment decodes without another.</summary>
    public bool IndependentSegments { get; init; }

    /// <summary>Where a player should start, or null.</summary>
    public StartPoint? Start { get; init; }

    /// <summary>What the server offers for low latency, or null.</summary>
    public ServerControl? ServerControl { get; init; }

    /// <summary>Longest part (EXT-X-PART-INF), or null without parts; no part may be longer once both are rounded.</summary>
    public TimeSpan? PartTarget { get; init; }

    /// <summary>Set in a delta update: what replaces the oldest segments.</summary>
    public SkippedSegments? Skipped { get; init; }

    /// <summary>Whole lines of other tags, each starting with '#', written before the target duration, which is how they are told from a segment's.</summary>
    public EquatableList<string> OtherTags { get; init; } = [];

    /// <summary>Complete segments, oldest first, the skipped ones left out.</summary>
    public EquatableList<MediaSegment> Segments { get; init; } = [];

    /// <summary>The segment being made: its parts so far, or null.</summary>
    public OpenSegment? Open { get; init; }

    /// <summary>What the client should ask for next (EXT-X-PRELOAD-HINT): at most one of each kind.</summary>
    public EquatableList<PreloadHint> PreloadHints { get; init; } = [];

    /// <summary>How far the other renditions are (EXT-X-RENDITION-REPORT).</summary>
    public EquatableList<RenditionReport> RenditionReports { get; init; } = [];

    /// <summary>Whether EXT-X-KEY is repeated before every segment instead of only where it changes.</summary>
    public bool RepeatKeys { get; init; }

    /// <summary>Whether no segment will follow (EXT-X-ENDLIST).</summary>
    public bool EndList { get; init; }
}
