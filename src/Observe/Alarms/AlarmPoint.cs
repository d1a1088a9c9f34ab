namespace Headwater.Observe.Alarms;

/// <summary>One period of what an alarm watches.</summary>
/// <param name="Time">When it begins.</param>
/// <param name="Value">What was measured; null for nothing.</param>
/// <param name="SampleCount">How many values are behind it; null when that is not known (expressions).</param>
public readonly record struct AlarmPoint(DateTimeOffset Time, double? Value, double? SampleCount);
