namespace Headwater.Observe.Alarms;

/// <summary>Runs what alarms ask for.</summary>
public interface IAlarmActions
{
    /// <summary>Tells a change of state and runs its actions; returns when each was handed over. Never throws but for cancellation.</summary>
    ValueTask<IReadOnlyList<AlarmActionOutcome>> RunAsync(AlarmTransition transition, IReadOnlyList<string> actions, CancellationToken cancellationToken);
}
