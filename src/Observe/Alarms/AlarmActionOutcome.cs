namespace Headwater.Observe.Alarms;

/// <summary>What became of an action.</summary>
/// <param name="Action">Its ARN.</param>
/// <param name="Error">What went wrong, or null.</param>
public sealed record AlarmActionOutcome(string Action, string? Error);
