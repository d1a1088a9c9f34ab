namespace Headwater.Observe.Metrics;

/// <summary>Values summed up by whoever measured them.</summary>
/// <param name="SampleCount">How many; greater than zero.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="Minimum">The least.</param>
/// <param name="Maximum">The greatest.</param>
public readonly record struct StatisticSet(double SampleCount, double Sum, double Minimum, double Maximum);
