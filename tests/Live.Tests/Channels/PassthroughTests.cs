using Headwater.Foundation;
using Headwater.Live.Channels;
using Headwater.Live.Tests.Fragments;
using Headwater.Log;

namespace Headwater.Live.Tests.Channels;

public sealed class PassthroughTests
{
    private static readonly long Origin = ChannelRig.Start.ToUnixTimeSeconds();

    [Fact]
    public async Task Push_AFewSeconds_BecomeFragmentsOnThePartGridAndAtRandomAccessPoints()
    {
        await using var rig = await ChannelRig.OpenAsync();
        var lease = await rig.BeginAsync((0, ChannelRig.Video), (1, ChannelRig.Audio));

        await rig.PlayAsync(lease, 75, audio: 1);
        await lease.DisposeAsync();

        var video = rig.Track("video").Fragments;
        Assert.Equal([true, false, true, false, true, false], video.Select(fragment => fragment.RandomAccess));
        Assert.Equal([0L, 520, 1000, 1520, 2000, 2520], video.Select(fragment => (fragment.DecodeTicks - (Origin * 90_000)) / 90));
        Assert.Equal(3 * 90_000, video.Sum(fragment => fragment.DurationTicks));
        AssertContiguous(video);
        var audio = rig.Track("audio").Fragments;
        Assert.True(audio.Count is 6 or 7, $"{audio.Count} fragments of sound");
        Assert.All(audio.Skip(1), fragment => Assert.True(fragment.DecodeTicks / 24_000 > (fragment.DecodeTicks - 1024) / 24_000));
        AssertContiguous(audio);
    }

    [Fact]
    public async Task Dispose_OfTheLease_WritesWhatWasGathered()
    {
        await using var rig = await ChannelRig.OpenAsync();
        var lease = await rig.BeginAsync((0, ChannelRig.Video));
        await rig.PlayAsync(lease, 3);
        Assert.Null(rig.Log.Snapshot.FindTrack("video")!.Fragments.Cast<FragmentEntry?>().FirstOrDefault());

        await lease.DisposeAsync();

        Assert.Equal(3 * 3_600, Assert.Single(rig.Track("video").Fragments).DurationTicks);
    }

    [Fact]
    public async Task Session_TheSameSourceAgain_IsOneDiscontinuityAndNoNewConfiguration()
    {
        await using var rig = await ChannelRig.OpenAsync();
        for (var session = 0; session < 3; session++)
        {
            await using var lease = await rig.BeginAsync((0, ChannelRig.Video), (1, ChannelRig.Audio));
            await rig.PlayAsync(lease, 75, audio: 1);
            rig.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var video = rig.Track("video");
        Assert.Equal([0, 1, 2], video.Fragments.Select(fragment => fragment.Discontinuities).Distinct());
        Assert.Equal([0, 1, 2], rig.Track("audio").Fragments.Select(fragment => fragment.Discontinuities).Distinct());
        Assert.Equal(90_000, video.Config.RandomAccessIntervalTicks);
        Assert.Equal(2, video.Configs.Count);
        Assert.Single(rig.Track("audio").Configs);
    }

    [Fact]
    public async Task Session_WithTracksInAnotherOrder_KeepsNamesAndNumbers()
    {
        await using var rig = await ChannelRig.OpenAsync();
        await using (var lease = await rig.BeginAsync((0, ChannelRig.Video), (1, ChannelRig.Audio)))
        {
            await rig.PlayAsync(lease, 25, audio: 1);
        }

        var number = rig.Track("video").Config.Track;
        await using (var lease = await rig.BeginAsync((0, ChannelRig.Audio), (1, ChannelRig.Video)))
        {
            await rig.PlayAsync(lease, 25, video: 1, audio: 0);
        }

        Assert.Equal(["audio", "video"], rig.Log.Snapshot.Tracks.Select(track => track.Config.Name).Order());
        Assert.Equal(number, rig.Track("video").Config.Track);
        Assert.Equal(TrackKind.Video, rig.Track("video").Config.Kind);
        Assert.Equal(2 * 90_000, rig.Track("video").Fragments.Sum(fragment => fragment.DurationTicks));
        Assert.Empty(rig.Logger.Errors);
    }

    [Fact]
    public async Task Restart_OverTheSameLog_GoesOnWithNamesNumbersAndTimes()
    {
        var storage = new MemoryLogStorage();
        long end;
        int number;
        await using (var before = await ChannelRig.OpenAsync(storage: storage))
        {
            await using var lease = await before.BeginAsync((0, ChannelRig.Video), (1, ChannelRig.Audio));
            await before.PlayAsync(lease, 50, audio: 1);
            await lease.DisposeAsync();
            var last = before.Track("video").Fragments[^1];
            (end, number) = (last.DecodeTicks + last.DurationTicks, before.Track("video").Config.Track);
        }

        // The clock has been set back meanwhile: the timeline must not go back with it.
        await using var rig = await ChannelRig.OpenAsync(storage: storage);
        await using var again = await rig.BeginAsync((0, ChannelRig.Audio), (1, ChannelRig.Video));
        await rig.PlayAsync(again, 50, video: 1, audio: 0);
        await again.DisposeAsync();

        var video = rig.Track("video");
        Assert.Equal(number, video.Config.Track);
        Assert.Equal(2, video.Configs.Count);
        Assert.Equal([0, 1], video.Fragments.Select(fragment => fragment.Discontinuities).Distinct());
        Assert.True(video.Fragments.First(fragment => fragment.Discontinuities == 1).DecodeTicks >= end);
        Assert.Equal(0, rig.Channel.LateSamples);
    }

    [Fact]
    public async Task Push_TwoVideoTracks_AreNamedVideoAndVideo2()
    {
        await using var rig = await ChannelRig.OpenAsync();
        await using var lease = await rig.BeginAsync((0, ChannelRig.Video), (1, ChannelRig.OtherVideo));

        await rig.PlayAsync(lease, 1, video: 0);
        await rig.PlayAsync(lease, 1, video: 1);
        await lease.DisposeAsync();

        Assert.Equal((320, 162), (rig.Track("video").Config.Width, rig.Track("video2").Config.Width));
    }

    [Theory]
    [InlineData(TrackKind.Video)]
    [InlineData(TrackKind.Audio)]
    public async Task Push_OneKindOnly_IsWrittenAlone(TrackKind kind)
    {
        await using var rig = await ChannelRig.OpenAsync();
        await using var lease = await rig.BeginAsync((0, kind == TrackKind.Video ? ChannelRig.Video : ChannelRig.Audio));

        await rig.PlayAsync(lease, 50, video: kind == TrackKind.Video ? 0 : null, audio: kind == TrackKind.Audio ? 0 : null);
        await lease.DisposeAsync();

        Assert.Equal(kind, Assert.Single(rig.Log.Snapshot.Tracks).Config.Kind);
        Assert.NotEmpty(rig.Log.Snapshot.Tracks[0].Fragments);
    }

    [Fact]
    public async Task Push_FarAheadOfTheClock_WaitsUntilTheLeadIsFiveSeconds()
    {
        await using var rig = await ChannelRig.OpenAsync();
        await using var lease = await rig.BeginAsync((0, ChannelRig.Video));
        for (var frame = 0; frame < 120; frame++)
        {
            await lease.PushAsync(ChannelRig.Picture(0, frame * 40, frame == 0), rig.Deadline);
        }

        var pushed = lease.PushAsync(ChannelRig.Picture(0, 7_000, key: false), rig.Deadline).AsTask();
        Assert.False(pushed.IsCompleted);
        rig.Clock.Advance(TimeSpan.FromSeconds(1.5));
        await Transcoding.SupervisorRig.SettleAsync();
        Assert.False(pushed.IsCompleted);
        await rig.AdvanceUntilAsync(() => pushed.IsCompleted);

        await pushed;
        Assert.True(rig.Clock.GetUtcNow() - ChannelRig.Start >= TimeSpan.FromSeconds(2));
        Assert.Equal(0, rig.Channel.TimelineCounters.DroppedAhead);
    }

    [Fact]
    public async Task Push_AfterTheClockWasSetBack_IsNotHeldBackForIt()
    {
        var storage = new MemoryLogStorage();
        await using (var before = await ChannelRig.OpenAsync(storage: storage))
        {
            await using var first = await before.BeginAsync((0, ChannelRig.Video));
            await before.PlayAsync(first, 25);
        }

        await using var rig = await ChannelRig.OpenAsync(storage: storage, clock: new(ChannelRig.Start.AddHours(-1)));
        await using var lease = await rig.BeginAsync((0, ChannelRig.Video));
        for (var frame = 0; frame < 25; frame++)
        {
            var pushed = lease.PushAsync(ChannelRig.Picture(0, frame * 40, frame == 0), rig.Deadline);
            Assert.True(pushed.IsCompleted);
            await pushed;
        }
    }

    [Fact]
    public async Task Silence_OfOneKind_RaisesAnAlertThatItsReturnClears()
    {
        await using var rig = await ChannelRig.OpenAsync();
        await using var lease = await rig.BeginAsync((0, ChannelRig.Video), (1, ChannelRig.Audio));
        await rig.PlayAsync(lease, 25, audio: 1);

        // Nothing at all is pushed: only the ticks can see it.
        await rig.AdvanceUntilAsync(() => rig.Channel.Alerts.Count == 2);
        Assert.Equal(["source: no picture arrives", "source: no sound arrives"], rig.Channel.Alerts.Select(alert => alert.Text).Order());
        Assert.All(rig.Channel.Alerts, alert => Assert.False(alert.Cleared));
        Assert.True(rig.Channel.Alerts[0].At - ChannelRig.Start >= TimeSpan.FromSeconds(5.5));

        await lease.PushAsync(ChannelRig.Picture(0, 7_000, key: true), rig.Deadline);
        Assert.True(rig.Channel.Alerts.Single(alert => alert.Text == "source: no picture arrives").Cleared);
        Assert.False(rig.Channel.Alerts.Single(alert => alert.Text == "source: no sound arrives").Cleared);

        await lease.DisposeAsync();
        Assert.All(rig.Channel.Alerts, alert => Assert.True(alert.Cleared));
    }

    [Fact]
    public async Task Lease_Disposed_GivesTheInputBackOnceAndStopsTicking()
    {
        await using var rig = await ChannelRig.OpenAsync();
        var lease = await rig.BeginAsync((0, ChannelRig.Video));
        Assert.IsType<PublishRefusal.InUse>(rig.Hub.TryAttach("live/camera", ChannelRig.Remote, out _));
        Assert.Equal(ChannelRig.Remote, rig.Channel.Publisher);

        await lease.DisposeAsync();
        await using var next = rig.Attach();
        await lease.DisposeAsync();

        Assert.NotNull(rig.Channel.Publisher);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await Transcoding.SupervisorRig.SettleAsync();
        Assert.Equal("double-publishing", Assert.Single(rig.Channel.Alerts).Key.Kind);
    }

    [Fact]
    public async Task Format_ThatIsUnreadable_IsAnAlertAndTheOtherTrackFlows()
    {
        await using var rig = await ChannelRig.OpenAsync();
        await using var lease = await rig.BeginAsync((0, ChannelRig.Video with { Configuration = new byte[] { 1, 2 } }), (1, ChannelRig.Audio));

        await rig.PlayAsync(lease, 25, audio: 1);
        await lease.DisposeAsync();

        Assert.NotEmpty(rig.Track("audio").Fragments);
        Assert.Contains("rendition video is left out", Assert.Single(rig.Channel.Alerts).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_WhileTheLogIsSlow_Waits()
    {
        var storage = new FullStorage();
        await using var rig = await ChannelRig.OpenAsync(storage: storage);
        await using var lease = await rig.BeginAsync((0, ChannelRig.Video));
        await rig.PlayAsync(lease, 25);
        var ready = new TaskCompletionSource();
        storage.Ready = ready.Task;

        var pushed = lease.PushAsync(ChannelRig.Picture(0, 1_000, key: true), rig.Deadline).AsTask();
        await Transcoding.SupervisorRig.SettleAsync();
        Assert.False(pushed.IsCompleted);

        ready.SetResult();
        await pushed;
        Assert.Equal(2, rig.Track("video").Fragments.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Push_CancelledWhileTheLogIsSlow_LosesNothingThatTheTimelineGave(bool formatChanges)
    {
        var storage = new FullStorage();
        await using var rig = await ChannelRig.OpenAsync(storage: storage);
        await using (var lease = await rig.BeginAsync((0, ChannelRig.Video)))
        {
            await rig.PlayAsync(lease, 25);
            if (formatChanges)
            {
                await lease.SetFormatAsync(0, ChannelRig.OtherVideo, 0, rig.Deadline);
            }

            // The first write of what this sample brings waits; all the others come after the session was told to end.
            var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            storage.Ready = ready.Task;
            using var ending = new CancellationTokenSource();
            var pushed = lease.PushAsync(ChannelRig.Picture(0, 1_000, key: true), ending.Token).AsTask();
            await ending.CancelAsync();
            ready.SetResult();
            await pushed;
        }

        Assert.Equal(26, rig.Channel.TimelineCounters.Samples);
        Assert.Equal(26 * 3_600, rig.Track("video").Fragments.Sum(fragment => fragment.DurationTicks));
        await using var next = await rig.BeginAsync((0, formatChanges ? ChannelRig.OtherVideo : ChannelRig.Video));
        await rig.PlayAsync(next, 26);
        Assert.Equal(formatChanges ? 162 : rig.Track("video").Configs[0].Config.Width, rig.Track("video").Config.Width);
        Assert.Empty(rig.Logger.Errors);
    }

    private static void AssertContiguous(IReadOnlyList<FragmentEntry> fragments)
    {
        for (var index = 1; index < fragments.Count; index++)
        {
            Assert.Equal(fragments[index - 1].DecodeTicks + fragments[index - 1].DurationTicks, fragments[index].DecodeTicks);
        }
    }
}
