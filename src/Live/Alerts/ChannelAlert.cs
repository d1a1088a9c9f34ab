namespace Headwater.Live.Alerts;

/// <summary>Something an operator should know of a channel.</summary>
/// <param name="At">UTC time at which it began, or happened last.</param>
/// <param name="Text">What it is, for people.</param>
/// <param name="Cleared">Whether it is over; what only happened, and does not last, is over from the start.</param>
public sealed record ChannelAlert(DateTimeOffset At, string Text, bool Cleared);
