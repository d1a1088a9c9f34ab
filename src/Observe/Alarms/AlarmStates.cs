namespace Headwater.Observe.Alarms;

/// <summary>States by CloudWatch's words.</summary>
public static class AlarmStates
{
    /// <summary>The word of a state.</summary>
    public static string Word(this AlarmState state) => state switch
    {
        AlarmState.Ok => "OK",
        AlarmState.Alarm => "ALARM",
        _ => "INSUFFICIENT_DATA",
    };

    /// <summary>The state of a word.</summary>
    public static AlarmState Of(string word) => word switch
    {
        "OK" => AlarmState.Ok,
        "ALARM" => AlarmState.Alarm,
        _ => AlarmState.InsufficientData,
    };
}
