using Headwater.Foundation;

namespace Headwater.Live.Timeline;

/// <summary>What a timeline must know of its channel.</summary>
public sealed record TimelineOptions
{
    /// <summary>The end of everything the channel has published in earlier runs; nothing is placed before it. Null when nothing was.</summary>
    public MediaTime? Floor { get; init; }

    /// <summary>How long a session may show no picture or no sound before it is observed. Default 5 s.</summary>
    public TimeSpan MissingAfter { get; init; } = TimeSpan.FromSeconds(5);
}
