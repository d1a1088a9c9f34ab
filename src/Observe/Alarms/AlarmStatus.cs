namespace Headwater.Observe.Alarms;

/// <summary>Which state an alarm is in, and why.</summary>
/// <param name="State">The state.</param>
/// <param name="Reason">For a person.</param>
/// <param name="ReasonData">For a program: JSON, or null.</param>
/// <param name="Updated">When state or reason was last written.</param>
/// <param name="Transitioned">When the state last changed.</param>
public sealed record AlarmStatus(AlarmState State, string Reason, string? ReasonData, DateTimeOffset Updated, DateTimeOffset Transitioned);
