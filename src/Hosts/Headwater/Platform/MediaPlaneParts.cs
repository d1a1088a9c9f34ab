using Headwater.Live.Archives;
using Headwater.Live.Channels;
using Headwater.Live.Stills;
using Headwater.Live.Transcoding;
using Headwater.Origin;

namespace Headwater.Hosts.Platform;

/// <summary>What a <see cref="MediaPlane"/> works with; all borrowed.</summary>
public sealed record MediaPlaneParts
{
    /// <summary>Where logs are kept, below <c>channels</c> and <c>packages</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Finds channels for publishers; the plane publishes into it.</summary>
    public required ChannelHub Hub { get; init; }

    /// <summary>Finds endpoints for viewers; the plane publishes into it.</summary>
    public required OriginCatalog Catalog { get; init; }

    /// <summary>Runs ladders.</summary>
    public required ITranscoder Transcoder { get; init; }

    /// <summary>Where archives go.</summary>
    public required IArchiveStore Archives { get; init; }

    /// <summary>Makes stills.</summary>
    public required IStillEncoder Stills { get; init; }

    /// <summary>The only clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Where events go.</summary>
    public required ILoggerFactory Loggers { get; init; }
}
