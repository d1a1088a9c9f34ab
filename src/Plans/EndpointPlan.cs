using Headwater.Foundation;

namespace Headwater.Plans;

/// <summary>One origin endpoint: one view over one channel's log under its own URL.</summary>
public sealed record EndpointPlan
{
    /// <summary>Unique: <c>[A-Za-z0-9_-]{1,64}</c>; part of the URL.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// Path of its URL below <c>/out/v1/</c> instead of the id: segments of <c>[A-Za-z0-9_-]{1,256}</c> with slashes between; null: the id is the path.
    /// Endpoints of one path are told apart by <see cref="ManifestName"/>, and all objects of an endpoint begin with it and a dot or underscore.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>The channel or package whose log is shown.</summary>
    public required string ChannelId { get; init; }

    /// <summary>What is made of it.</summary>
    public required PackageKind Package { get; init; }

    /// <summary>Manifest file name without extension. Default <c>index</c>.</summary>
    public string ManifestName { get; init; } = "index";

    /// <summary>Shortest segment; segments start at the first random access point on its UTC grid. Default 6 s; 1 to 30 s.</summary>
    public TimeSpan SegmentDuration { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Length of the live window. Default 60 s.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How far back a viewer may start over; zero for not at all.</summary>
    public TimeSpan StartoverWindow { get; init; }

    /// <summary>How much of the newest media is hidden; zero for none.</summary>
    public TimeSpan TimeDelay { get; init; }

    /// <summary>Distance of EXT-X-PROGRAM-DATE-TIME tags; zero for none. Default 1 s, which tags every segment.</summary>
    public TimeSpan ProgramDateTimeInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether audio has playlists of its own (HLS with TS segments; the CMAF packages always do).</summary>
    public bool AudioRenditionGroup { get; init; }

    /// <summary>Whether I-frame playlists are offered (HLS).</summary>
    public bool IFrameStreams { get; init; }

    /// <summary>Whether the endpoint answers media; false: every request is answered 404 while the media stays. Default true.</summary>
    public bool Origination { get; init; } = true;

    /// <summary>Source addresses that may request, as CIDR blocks; empty admits everybody.</summary>
    public EquatableList<string> AllowedCidrs { get; init; } = [];

    /// <summary>Values of the header <c>X-MediaPackage-CDNIdentifier</c> of which a request must carry one; empty: none is asked for.</summary>
    public EquatableList<string> CdnIdentifiers { get; init; } = [];
}

/// <summary>What an endpoint makes of a log.</summary>
public enum PackageKind
{
    /// <summary>HLS with MPEG-TS segments.</summary>
    HlsTs,

    /// <summary>HLS with CMAF segments.</summary>
    HlsCmaf,

    /// <summary>Low-Latency HLS with CMAF segments and parts.</summary>
    LowLatencyHls,

    /// <summary>DASH with CMAF segments.</summary>
    Dash,
}
