namespace Headwater.Formats.Dash;

/// <summary>The latency and speed that the service aims at. Specification: ISO/IEC 23009-1, Annex K.</summary>
public sealed record ServiceDescription
{
    /// <summary>Identifier, or null.</summary>
    public long? Id { get; init; }

    /// <summary>Latency aimed at, in milliseconds, or null.</summary>
    public long? TargetLatencyMilliseconds { get; init; }

    /// <summary>Least latency in milliseconds, or null.</summary>
    public long? MinLatencyMilliseconds { get; init; }

    /// <summary>Greatest latency in milliseconds, or null.</summary>
    public long? MaxLatencyMilliseconds { get; init; }

    /// <summary>The producer reference that the latencies count from (its id), or null.</summary>
    public long? ReferenceId { get; init; }

    /// <summary>Slowest playback in thousandths of the normal rate, or null.</summary>
    public int? MinPlaybackRateThousandths { get; init; }

    /// <summary>Fastest playback in thousandths of the normal rate, or null.</summary>
    public int? MaxPlaybackRateThousandths { get; init; }
}
