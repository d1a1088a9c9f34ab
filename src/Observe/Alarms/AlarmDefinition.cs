using Headwater.Foundation;
using Headwater.Observe.Metrics;

namespace Headwater.Observe.Alarms;

/// <summary>What an alarm watches and what it does: a metric with a threshold, or a rule over other alarms.</summary>
public sealed record AlarmDefinition
{
    /// <summary>Where it is; with the name unique.</summary>
    public required string Region { get; init; }

    /// <summary>1 to 255 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Its ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Whether changes of state run actions. Default true.</summary>
    public bool ActionsEnabled { get; init; } = true;

    /// <summary>What entering the alarm state runs; ARNs.</summary>
    public EquatableList<string> AlarmActions { get; init; } = [];

    /// <summary>What entering OK runs; ARNs.</summary>
    public EquatableList<string> OkActions { get; init; } = [];

    /// <summary>What entering insufficient data runs; ARNs.</summary>
    public EquatableList<string> InsufficientDataActions { get; init; } = [];

    /// <summary>What is watched; exactly one line returns data. Empty for a rule over alarms.</summary>
    public EquatableList<MetricQuery> Queries { get; init; } = [];

    /// <summary>Length of a period; 10, 20 or 30 s or whole minutes.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How points are judged; null for a rule over alarms.</summary>
    public AlarmThreshold? Threshold { get; init; }

    /// <summary>The rule over other alarms, or null.</summary>
    public string? Rule { get; init; }

    /// <summary>Actions of a state.</summary>
    public EquatableList<string> ActionsOf(AlarmState state) => state switch
    {
        AlarmState.Alarm => AlarmActions,
        AlarmState.Ok => OkActions,
        _ => InsufficientDataActions,
    };
}
