using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.MediaLive.Documents;

/// <summary>The schedule of one channel.</summary>
internal sealed record ScheduleDocument
{
    /// <summary>The actions by the model's names, in the order of their times; immediate ones have become fixed ones.</summary>
    public List<JsonObject> Actions { get; init; } = [];
}
