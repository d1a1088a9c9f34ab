using Headwater.Aws.Compile;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Aws.Services.MediaLive.Runtime;
using Headwater.Plans;

namespace Headwater.Aws.Services.MediaLive.Operations;

/// <summary>What the operations share.</summary>
internal sealed record MediaLiveContext
{
    /// <summary>How often a commit is tried again when others changed what it read, before the caller is told.</summary>
    public const int CommitAttempts = 8;

    public required MediaLiveStore Store { get; init; }

    public required MediaLiveOptions Options { get; init; }

    public required TimeProvider Clock { get; init; }

    public required IMediaPlane Media { get; init; }

    /// <summary>Wakes the reconciler.</summary>
    public required ReconcilerSignal Signal { get; init; }

    public required AlertBook Alerts { get; init; }

    public required IMediaLiveEvents Events { get; init; }

    /// <summary>Knows the packaging channels.</summary>
    public required MediaPackageDirectory Packages { get; init; }

    public DateTimeOffset Now => Clock.GetUtcNow();
}
