using Headwater.EndToEnd.Tests.Support;

namespace Headwater.EndToEnd.Tests;

/// <summary>Publishers that may not publish are refused, with a line in the log that says who and why, and disturb nobody.</summary>
public sealed class RefusalTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Publisher_SecondOnBusyInput_IsRefusedAndTheFirstPlaysOn()
    {
        await using var platform = await PlatformProcess.StartAsync(TestPlans.PassthroughOnly);
        await using var first = Publishers.Camera(platform.RtmpUrl("live/pass"));
        await platform.SegmentsAsync("pass-ll", "index_video.m3u8", 2, Deadline);
        var publisher = await platform.PublisherAsync("pass");
        await using var viewer = await Viewer.OpenAsync(platform.PlayerUrl(platform.OriginUrl("pass-ll", "index.m3u8"), "hlsjs"), () => platform.Log);

        await AssertRefusedAsync(platform, "live/pass", "another publisher has this input");

        await viewer.ShowsMoreAsync(90, Deadline, () => platform.Log);
        Viewer.AssertUndisturbed(await viewer.CloseAsync(), () => platform.Log);
        Assert.Equal(publisher, await platform.PublisherAsync("pass"));
        Assert.False(first.HasExited);
    }

    [Fact]
    public async Task Publisher_UnknownStreamOrForeignAddress_IsRefused()
    {
        await using var platform = await PlatformProcess.StartAsync(
            TestPlans.Of(TestPlans.Channel("far", null, cidrs: "\"192.0.2.0/24\""), TestPlans.Channel("pass", null), TestPlans.EndpointOf("pass"), null));

        await AssertRefusedAsync(platform, "live/nobody", "no input has this stream name");
        await AssertRefusedAsync(platform, "live/far", "the input's rules do not admit this address");
    }

    private static async Task AssertRefusedAsync(PlatformProcess platform, string stream, string reason)
    {
        await using var refused = Publishers.Camera(platform.RtmpUrl(stream));
        Assert.NotEqual(0, await refused.WaitAsync(Deadline));
        await Eventually.TrueAsync(
            $"the log says '{reason}'",
            Deadline,
            () => platform.Log.Split('\n').Any(line => line.Contains("127.0.0.1:", StringComparison.Ordinal) && line.Contains(reason, StringComparison.Ordinal)),
            () => platform.Log);
    }
}
