namespace Headwater.Observe.Metrics;

/// <summary>Some values taken for one.</summary>
/// <param name="Value">Their mean.</param>
/// <param name="Weight">How many.</param>
internal readonly record struct Centroid(double Value, double Weight);
