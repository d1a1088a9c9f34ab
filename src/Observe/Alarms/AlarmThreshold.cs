namespace Headwater.Observe.Alarms;

/// <summary>How points are judged.</summary>
/// <param name="Periods">How many points are judged (N); 1 or more.</param>
/// <param name="ToAlarm">How many of them must be out of bounds (M); 1 to N.</param>
/// <param name="Comparison">When one is.</param>
/// <param name="Value">The threshold.</param>
/// <param name="Missing">What periods without points count as.</param>
public sealed record AlarmThreshold(int Periods, int ToAlarm, AlarmComparison Comparison, double Value, MissingPoints Missing)
{
    /// <summary>A point needs so many values to count; fewer leave the state as it is. Zero: it does not matter (the default).</summary>
    public double LeastSamples { get; init; }

    /// <summary>How many periods are looked at: two more than are judged, so that older points slide in for gaps.</summary>
    public int Range => Periods + 2;

    /// <summary>Whether a value is out of bounds.</summary>
    public bool Breaches(double value) => Comparison switch
    {
        AlarmComparison.GreaterThanOrEqualToThreshold => value >= Value,
        AlarmComparison.GreaterThanThreshold => value > Value,
        AlarmComparison.LessThanThreshold => value < Value,
        _ => value <= Value,
    };
}
