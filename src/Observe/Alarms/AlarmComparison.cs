using System.Text.Json.Serialization;

namespace Headwater.Observe.Alarms;

/// <summary>When a point is out of bounds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlarmComparison>))]
public enum AlarmComparison
{
    /// <summary>At the threshold or above it.</summary>
    GreaterThanOrEqualToThreshold,

    /// <summary>Above it.</summary>
    GreaterThanThreshold,

    /// <summary>Below it.</summary>
    LessThanThreshold,

    /// <summary>At it or below it.</summary>
    LessThanOrEqualToThreshold,
}
