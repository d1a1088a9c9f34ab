using System.Text.Json.Serialization;

namespace Headwater.Observe.Alarms;

/// <summary>What periods without a point count as, when there are too few points to judge by.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MissingPoints>))]
public enum MissingPoints
{
    /// <summary>As nothing: the points that are there decide, and none at all is insufficient data.</summary>
    Missing,

    /// <summary>As nothing, and the state stays when the points that are there do not decide.</summary>
    Ignore,

    /// <summary>As out of bounds.</summary>
    Breaching,

    /// <summary>As within bounds.</summary>
    NotBreaching,
}
