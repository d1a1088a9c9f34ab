using Headwater.Plans;

namespace Headwater.Live.Alerts;

/// <summary>Something an operator should know of a channel.</summary>
/// <param name="Key">Which condition it is.</param>
/// <param name="At">UTC time at which it began, or happened last.</param>
/// <param name="Text">What it is, for people.</param>
/// <param name="ClearedAt">UTC time at which it was over, or null; what only happened, and does not last, is over from the start.</param>
public sealed record ChannelAlert(AlertKey Key, DateTimeOffset At, string Text, DateTimeOffset? ClearedAt)
{
    /// <summary>Whether it is over.</summary>
    public bool Cleared => ClearedAt is not null;

    /// <summary>As the control plane sees it.</summary>
    public AlertObservation Observe() => new(Key.Id, Key.Kind, Text, At, ClearedAt);
}
