using Headwater.Live.Transcoding;

namespace Headwater.Live.Tests.Transcoding;

public sealed class SourceWindowTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(24, 0)]
    [InlineData(49, 0)]
    [InlineData(50, 25)]
    [InlineData(74, 25)]
    [InlineData(99, 50)]
    public async Task Release_KeepsFromTheRandomAccessPointBeforeTheLastOneShown(int shown, int firstKept)
    {
        var window = await FilledAsync(100, taken: 100);

        window.Release(TimeSpan.FromSeconds((99 - shown) / 25.0));

        var head = await window.RewindAsync(CancellationToken.None);
        Assert.Equal(Source.Time(firstKept), head!.Decode.Ticks);
    }

    [Fact]
    public async Task Release_NeverGivesUpWhatTheEncoderHasNotHad()
    {
        var window = await FilledAsync(100, taken: 30);

        window.Release(TimeSpan.Zero);

        Assert.Equal(Source.Time(0), (await window.RewindAsync(CancellationToken.None))!.Decode.Ticks);
    }

    [Fact]
    public async Task Append_BeyondTheReplayBound_GivesUpTheOldestGroups()
    {
        var window = await FilledAsync(100, taken: 100, new TranscodeSupervision { ReplayBytes = 4_999 });

        var head = await window.RewindAsync(CancellationToken.None);

        Assert.Equal(Source.Time(75), head!.Decode.Ticks);
    }

    [Fact]
    public async Task Append_BeyondThePendingBytes_WaitsUntilTheEncoderTakesSome()
    {
        var window = await FilledAsync(10, taken: 0, new TranscodeSupervision { PendingBytes = 1_000 });

        var waiting = window.AppendAsync(Source.Video, Source.Picture(10), CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);

        await window.NextAsync(Source.Video, CancellationToken.None);
        await waiting;
    }

    [Fact]
    public async Task Next_AfterARewind_GivesTheSameSamplesAgain()
    {
        var window = await FilledAsync(30, taken: 20);

        await window.RewindAsync(CancellationToken.None);

        for (var frame = 0; frame < 30; frame++)
        {
            Assert.Equal(Source.Time(frame), (await window.NextAsync(Source.Video, CancellationToken.None))!.DecodeTicks);
        }
    }

    [Fact]
    public async Task Next_AtTheEnd_IsNullOnceCompleted()
    {
        var window = await FilledAsync(1, taken: 1);
        var next = window.NextAsync(Source.Video, CancellationToken.None).AsTask();
        Assert.False(next.IsCompleted);

        window.End();

        Assert.Null(await next);
        Assert.False(window.ReleaseAll(Source.Video));
        Assert.Null(await window.RewindAsync(CancellationToken.None));
    }

    private static async Task<SourceWindow> FilledAsync(int frames, int taken, TranscodeSupervision? bounds = null)
    {
        var window = new SourceWindow(bounds ?? new TranscodeSupervision());
        for (var frame = 0; frame < frames; frame++)
        {
            await window.AppendAsync(Source.Video, Source.Picture(frame), CancellationToken.None);
            if (frame < taken)
            {
                await window.NextAsync(Source.Video, CancellationToken.None);
            }
        }

        return window;
    }
}
