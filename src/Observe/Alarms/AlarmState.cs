using System.Text.Json.Serialization;

namespace Headwater.Observe.Alarms;

/// <summary>What an alarm says.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlarmState>))]
public enum AlarmState
{
    /// <summary>It cannot tell.</summary>
    [JsonStringEnumMemberName("INSUFFICIENT_DATA")]
    InsufficientData,

    /// <summary>Within bounds.</summary>
    [JsonStringEnumMemberName("OK")]
    Ok,

    /// <summary>Out of bounds.</summary>
    [JsonStringEnumMemberName("ALARM")]
    Alarm,
}
