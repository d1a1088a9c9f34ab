using Headwater.Views.Segmentation;

namespace Headwater.Views;

/// <summary>What a viewer asked a log to be shown as; with a snapshot it decides every byte of a manifest.</summary>
public sealed record ViewOptions
{
    /// <summary>Manifest file name without extension.</summary>
    public string ManifestName { get; init; } = "index";

    /// <summary>The grid that segments are cut on.</summary>
    public required SegmentGrid Grid { get; init; }

    /// <summary>Length of the live window.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Least distance of EXT-X-PROGRAM-DATE-TIME tags; zero for none.</summary>
    public TimeSpan ProgramDateTimeInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The channel's longest fragment, to declare the part target; null offers no low latency.</summary>
    public TimeSpan? PartDuration { get; init; }

    /// <summary>Whether audio has playlists of its own although segments are MPEG-TS.</summary>
    public bool AudioRenditionGroup { get; init; }

    /// <summary>Whether I-frame playlists are offered.</summary>
    public bool IFrameStreams { get; init; }

    /// <summary>Start-over: the first instant wanted, since the Unix epoch; null shows the live window.</summary>
    public TimeSpan? Start { get; init; }

    /// <summary>Start-over: the last instant wanted, since the Unix epoch; null grows.</summary>
    public TimeSpan? End { get; init; }

    /// <summary>Query string, with its question mark, that every child playlist's address repeats; empty for none.</summary>
    public string Query { get; init; } = "";
}
