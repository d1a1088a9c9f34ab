using System.Collections.Immutable;

namespace Headwater.Plans;

/// <summary>What one pipeline does. Counters count from the pipeline's start and never fall while it runs.</summary>
public sealed record ChannelObservation
{
    /// <summary>The channel.</summary>
    public required string ChannelId { get; init; }

    /// <summary>How it runs.</summary>
    public required ChannelRunState State { get; init; }

    /// <summary>Who publishes, as <c>address:port</c>; null while nobody does.</summary>
    public string? Publisher { get; init; }

    /// <summary>Since when nothing came from a publisher; null while media comes.</summary>
    public DateTimeOffset? InputLostSince { get; init; }

    /// <summary>Video samples received.</summary>
    public long InputVideoSamples { get; init; }

    /// <summary>Bytes of media received.</summary>
    public long InputBytes { get; init; }

    /// <summary>Bytes of media written by all renditions.</summary>
    public long OutputBytes { get; init; }

    /// <summary>How often the encoder was replaced.</summary>
    public long EncoderReplacements { get; init; }

    /// <summary>Outputs that are written now, by their names (archives).</summary>
    public ImmutableArray<string> ActiveOutputs { get; init; } = [];

    /// <summary>What an operator should know, newest last.</summary>
    public ImmutableArray<AlertObservation> Alerts { get; init; } = [];
}
