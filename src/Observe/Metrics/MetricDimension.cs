namespace Headwater.Observe.Metrics;

/// <summary>One name and value that tell a metric from others of its name.</summary>
/// <param name="Name">1 to 255 characters.</param>
/// <param name="Value">1 to 1,024 characters.</param>
public readonly record struct MetricDimension(string Name, string Value);
