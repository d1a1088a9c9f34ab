using System.Text.Json.Nodes;
using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Services.MediaLive.Schedule;

/// <summary>A change of a schedule as rules see it.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Known">The actions that are there.</param>
/// <param name="Creates">The actions that are to be.</param>
/// <param name="Deletes">Names of those that are to go; they go first.</param>
/// <param name="Now">UTC.</param>
internal sealed record ScheduleDraft(ChannelDocument Channel, IReadOnlyList<JsonObject> Known, IReadOnlyList<JsonObject> Creates, IReadOnlyList<string> Deletes, DateTimeOffset Now)
{
    /// <summary>What is left of the known ones.</summary>
    public IReadOnlyList<JsonObject> Kept { get; } = [.. Known.Where(action => !Deletes.Contains(action.Name, StringComparer.Ordinal))];

    /// <summary>Everything that would be there afterwards.</summary>
    public IReadOnlyList<JsonObject> All => [.. Kept, .. Creates];
}
