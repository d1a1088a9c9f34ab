using Headwater.Plans;

namespace Headwater.Aws.Services.MediaLive.Runtime;

/// <summary>Tells pictures of the media plane apart by what states and alerts follow from; counters move all the time.</summary>
internal static class ObservationChange
{
    public static bool Matters(PlatformObservation before, PlatformObservation after) =>
        !ReferenceEquals(before, after)
        && (before.Channels.Count != after.Channels.Count || after.Channels.Any(channel => !before.Channels.TryGetValue(channel.Key, out var known) || Differ(known, channel.Value)));

    private static bool Differ(ChannelObservation before, ChannelObservation after) =>
        before.State != after.State || !before.Alerts.Select(Shown).SequenceEqual(after.Alerts.Select(Shown));

    private static (string, DateTimeOffset, bool) Shown(AlertObservation alert) => (alert.Id, alert.Set, alert.Cleared is null);
}
