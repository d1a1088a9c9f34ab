using Headwater.EndToEnd.Tests.Support;

namespace Headwater.EndToEnd.Tests;

/// <summary>What real publishers push comes out playable in every package, passed through and encoded.</summary>
public sealed class PublishersTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Read = TimeSpan.FromSeconds(3);

    public enum Client
    {
        FfmpegRtmp,
        FfmpegRtmps,
        GStreamerRtmp,
    }

    [Theory]
    [InlineData(Client.FfmpegRtmp)]
    [InlineData(Client.FfmpegRtmps)]
    [InlineData(Client.GStreamerRtmp)]
    public async Task Publisher_PassthroughAndLadder_PlaysInEveryPackage(Client client)
    {
        await using var platform = await PlatformProcess.StartAsync(TestPlans.Both);
        await using var first = Publish(platform, client, "live/pass");
        await using var second = Publish(platform, client, "live/ladder");

        foreach (var channel in new[] { "pass", "ladder" })
        {
            foreach (var endpoint in new[] { "ts", "cmaf", "ll" })
            {
                var multivariant = await Eventually.GetAsync(
                    $"{channel}-{endpoint} has a multivariant playlist", Deadline, () => platform.PlaylistAsync($"{channel}-{endpoint}", "index.m3u8"), () => platform.Log + first.Said + second.Said);
                foreach (var child in multivariant.Children)
                {
                    await platform.SegmentsAsync($"{channel}-{endpoint}", child, 2, Deadline);
                }
            }
        }

        var faults = new List<string>();
        foreach (var url in Manifests(platform))
        {
            if (url.EndsWith(".mpd", StringComparison.Ordinal))
            {
                await FfmpegReader.ListsEnoughAsync(url, () => platform.Log);
            }

            var complaints = await FfmpegReader.PacedComplaintsAsync(url, Read);
            // Interop: ffmpeg 5.1 reads the header of a live fMP4 playlist again at every reload and says so; CleanReadingTests has the whole proof.
            faults.AddRange(complaints.Where(line => !line.Contains("Found duplicated MOOV Atom", StringComparison.Ordinal)).Select(line => $"{url}: {line}"));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults) + "\n" + platform.Log);
    }

    private static IEnumerable<string> Manifests(PlatformProcess platform) =>
        from channel in new[] { "pass", "ladder" }
        from endpoint in new[] { "ts", "cmaf", "ll", "dash" }
        select platform.OriginUrl($"{channel}-{endpoint}", endpoint == "dash" ? "index.mpd" : "index.m3u8");

    private static ChildProgram Publish(PlatformProcess platform, Client client, string stream) => client switch
    {
        Client.FfmpegRtmp => Publishers.Camera(platform.RtmpUrl(stream)),
        Client.FfmpegRtmps => Publishers.Camera(platform.RtmpsUrl(stream)),
        _ => Publishers.GStreamer(platform.RtmpUrl(stream)),
    };
}
