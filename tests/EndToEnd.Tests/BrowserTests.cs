using Headwater.EndToEnd.Tests.Support;

namespace Headwater.EndToEnd.Tests;

/// <summary>The players that people use play every package in a real browser.</summary>
[Collection(StudioTests.Name)]
public sealed class BrowserTests(Studio studio)
{
    // Five seconds of pictures.
    private const int Frames = 150;

    [Theory]
    [InlineData("pass-ll", "index.m3u8", "hlsjs")]
    [InlineData("ladder-ll", "index.m3u8", "hlsjs")]
    [InlineData("ladder-ts", "index.m3u8", "hlsjs")]
    [InlineData("ladder-dash", "index.mpd", "shaka")]
    [InlineData("ladder-dash", "index.mpd", "dashjs")]
    public async Task Chromium_Player_PlaysOn(string endpoint, string manifest, string player)
    {
        var url = studio.Platform.OriginUrl(endpoint, manifest);
        await using var viewer = await Viewer.OpenAsync(studio.Platform.PlayerUrl(url, player), studio.Log);

        await viewer.ShowsMoreAsync(Frames, TimeSpan.FromSeconds(120), studio.Log);

        Viewer.AssertUndisturbed(await viewer.CloseAsync(), studio.Log);
    }
}
