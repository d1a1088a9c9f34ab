using System.Globalization;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Services.MediaLive.Schedule;

/// <summary>Reads schedule actions.</summary>
internal static class ScheduleActions
{
    extension(JsonObject action)
    {
        public string Name => action.Text("ActionName") ?? "";

        /// <summary>Its kind; null when it says none or several.</summary>
        public string? Kind => action.Child("ScheduleActionSettings").Present is [var kind] ? kind : null;

        public JsonObject? Start => action.Child("ScheduleActionStartSettings");

        /// <summary>The time of a fixed action; null for others, and for one whose time cannot be read.</summary>
        public DateTimeOffset? FixedTime => Read(action.Start.Child("FixedModeScheduleActionStartSettings").Text("Time"));

        public bool IsImmediate => action.Start.Child("ImmediateModeScheduleActionStartSettings") is not null;

        /// <summary>The action it follows, or null.</summary>
        public string? Followed => action.Start.Child("FollowModeScheduleActionStartSettings").Text("ReferenceActionName");

        /// <summary>The same action at a fixed time.</summary>
        public JsonObject At(DateTimeOffset time)
        {
            var copy = action.DeepClone().AsObject();
            copy["ScheduleActionStartSettings"] = new JsonObject { ["FixedModeScheduleActionStartSettings"] = new JsonObject { ["Time"] = CanonicalJson.Timestamp(time) } };
            return copy;
        }
    }

    /// <summary>The actions in the order of their times; those that follow behind what they follow.</summary>
    public static List<JsonObject> InOrder(IReadOnlyCollection<JsonObject> actions)
    {
        var byName = actions.GroupBy(action => action.Name).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return [.. actions.OrderBy(action => Place(action, byName).Time).ThenBy(action => Place(action, byName).Depth).ThenBy(action => action.Name, StringComparer.Ordinal)];
    }

    private static (DateTimeOffset Time, int Depth) Place(JsonObject action, Dictionary<string, JsonObject> byName)
    {
        var depth = 0;
        while (action.Followed is { } followed && depth < byName.Count && byName.TryGetValue(followed, out var reference))
        {
            (action, depth) = (reference, depth + 1);
        }

        return (action.FixedTime ?? DateTimeOffset.MinValue, depth);
    }

    private static DateTimeOffset? Read(string? time) =>
        DateTimeOffset.TryParseExact(time, ["yyyy-MM-dd'T'HH:mm:ss.fff'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read)
            ? read
            : null;
}
