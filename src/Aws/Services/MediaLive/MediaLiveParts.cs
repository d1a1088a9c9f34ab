using Headwater.Aws.Compile;
using Headwater.Documents;
using Headwater.Plans;

namespace Headwater.Aws.Services.MediaLive;

/// <summary>What MediaLive works with. Nothing of it is owned.</summary>
public sealed record MediaLiveParts
{
    /// <summary>Where its documents are.</summary>
    public required IDocumentStore Documents { get; init; }

    /// <summary>What runs its channels.</summary>
    public required IMediaPlane Media { get; init; }

    /// <summary>Makes plans run.</summary>
    public required IPlanPublisher Plans { get; init; }

    /// <summary>Takes its events.</summary>
    public required IMediaLiveEvents Events { get; init; }

    /// <summary>Takes its data points.</summary>
    public required IMediaLiveMetrics Metrics { get; init; }
}
