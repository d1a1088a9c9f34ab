using Headwater.Foundation;

namespace Headwater.Plans;

/// <summary>One pipeline of a live channel: where its feed comes from, how it is encoded, how long it is kept, what it writes elsewhere.</summary>
public sealed record ChannelPlan
{
    /// <summary>Unique: <c>[A-Za-z0-9_-]{1,64}</c>; names the channel's log on disk.</summary>
    public required string Id { get; init; }

    /// <summary>The feed.</summary>
    public required RtmpInputPlan Input { get; init; }

    /// <summary>The ladder; null passes the feed through without transcoding.</summary>
    public LadderPlan? Ladder { get; init; }

    /// <summary>Longest fragment, which LL-HLS shows as a part. Default 500 ms; 100 ms to 2 s.</summary>
    public TimeSpan PartDuration { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long media is promised to stay readable. Default 10 minutes; 1 minute to 14 days.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Most bytes the log keeps on disk; null for no bound but the disk's.</summary>
    public long? RetentionBytes { get; init; }

    /// <summary>Files written into buckets; names are unique in the channel.</summary>
    public EquatableList<ArchivePlan> Archives { get; init; } = [];
}
