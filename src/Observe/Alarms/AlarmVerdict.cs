namespace Headwater.Observe.Alarms;

/// <summary>What the points say.</summary>
/// <param name="State">The state; null: it stays as it is.</param>
/// <param name="Judged">The points that were judged, oldest first.</param>
/// <param name="Filled">How many missing points were counted as out of or within bounds.</param>
public sealed record AlarmVerdict(AlarmState? State, IReadOnlyList<AlarmPoint> Judged, int Filled);
