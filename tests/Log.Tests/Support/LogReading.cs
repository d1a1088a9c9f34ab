namespace Headwater.Log.Tests.Support;

/// <summary>Reads through a log as a view would, and verifies what it gets.</summary>
internal static class LogReading
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<byte[]?> ReadAsync(this MediaLog log, PayloadLocation location)
    {
        var payload = new byte[location.Length];
        return await log.ReadAsync(location, payload, Cancellation) ? payload : null;
    }

    /// <summary>Every retained fragment has the bytes that <see cref="Records"/> gave it.</summary>
    public static async Task AssertIntactAsync(this MediaLog log)
    {
        foreach (var track in log.Snapshot.Tracks)
        {
            foreach (var fragment in track.Fragments)
            {
                Assert.Equal(
                    Records.Payload(track.Config.Track, fragment.DecodeTicks, fragment.Location.Length),
                    await log.ReadAsync(fragment.Location));
            }
        }
    }

    /// <summary>Everything a snapshot says, as text that can be compared.</summary>
    public static string Describe(this LogSnapshot snapshot)
    {
        var tracks = snapshot.Tracks.Select(track =>
            $"  {track.Config.Track} {track.Config.Name} newest {Convert.ToHexString(track.Config.Header.Span)}\n"
            + string.Concat(track.Configs.Select(config => $"    g{config.Generation} {Convert.ToHexString(config.Config.Header.Span)}\n"))
            + string.Concat(track.Fragments.Select(fragment => $"    {fragment}\n")));
        var markers = snapshot.Markers.Select(marker =>
            $"  {marker.Sequence} {marker.Marker.Kind} {marker.Marker.Time} {Convert.ToHexString(marker.Marker.Payload.Span)}\n");
        return $"{snapshot.FirstSequence}..{snapshot.NextSequence} {(snapshot.Ended ? "ended" : "open")}\n{string.Concat(tracks)}{string.Concat(markers)}";
    }
}
