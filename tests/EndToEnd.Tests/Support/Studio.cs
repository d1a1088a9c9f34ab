namespace Headwater.EndToEnd.Tests.Support;

/// <summary>A platform that runs for several tests: the camera on the passthrough channel, flash and beep on the ladder.</summary>
public sealed class Studio : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    private PlatformProcess? _platform;
    private ChildProgram? _camera;
    private ChildProgram? _flash;

    internal PlatformProcess Platform => _platform!;

    /// <summary>What the programs said, for the message of a test that fails.</summary>
    internal string Log() => $"{_platform!.Log}\n{_camera!.Said}\n{_flash!.Said}";

    public async ValueTask InitializeAsync()
    {
        _platform = await PlatformProcess.StartAsync(TestPlans.Both);
        _camera = Publishers.Camera(_platform.RtmpUrl("live/pass"));
        _flash = Publishers.FlashAndBeep(_platform.RtmpUrl("live/ladder"));
        await _platform.SegmentsAsync("pass-ts", "index_video.m3u8", 3, Deadline);
        await _platform.SegmentsAsync("ladder-ts", "index_low.m3u8", 3, Deadline);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { _camera, _flash, _platform })
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }
    }
}

/// <summary>Tests that share one <see cref="Studio"/>, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class StudioTests : ICollectionFixture<Studio>
{
    public const string Name = "studio";
}
