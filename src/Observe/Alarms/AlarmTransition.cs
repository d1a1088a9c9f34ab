namespace Headwater.Observe.Alarms;

/// <summary>A change of state.</summary>
/// <param name="Alarm">The alarm with its new state.</param>
/// <param name="Before">The state before.</param>
public sealed record AlarmTransition(Alarm Alarm, AlarmStatus Before);
