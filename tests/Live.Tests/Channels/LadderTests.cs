using Headwater.Foundation;
using Headwater.Live.Tests.Transcoding;
using Headwater.Live.Timeline;

namespace Headwater.Live.Tests.Channels;

public sealed class LadderTests
{
    [Fact]
    public async Task Push_BothKinds_WritesEveryRenditionWithItsTimes()
    {
        await using var rig = await ChannelRig.OpenAsync(ChannelRig.Ladder);
        var lease = await rig.BeginAsync((0, ChannelRig.Video), (1, ChannelRig.Audio));

        await rig.PlayAsync(lease, 50, audio: 1);
        await lease.DisposeAsync();

        Assert.Equal(["high", "low", "sound"], rig.Log.Snapshot.Tracks.Select(track => track.Config.Name).Order());
        Assert.All(["high", "low"], name => Assert.Equal(2 * 90_000, rig.Track(name).Fragments.Sum(fragment => fragment.DurationTicks)));
        Assert.Equal(ChannelRig.Start.ToUnixTimeSeconds() * 90_000, rig.Track("low").Fragments[0].DecodeTicks);
        Assert.Equal(2 * 90_000, rig.Track("low").Config.RandomAccessIntervalTicks);
        Assert.Empty(rig.Logger.Errors);
    }

    [Fact]
    public async Task Session_TheSameSourceAgain_IsEncodedAgain()
    {
        await using var rig = await ChannelRig.OpenAsync(ChannelRig.Ladder);
        for (var session = 0; session < 3; session++)
        {
            await using var lease = await rig.BeginAsync((0, ChannelRig.Video), (1, ChannelRig.Audio));
            await rig.PlayAsync(lease, 25, audio: 1);
            rig.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal([0, 1, 2], rig.Track("low").Fragments.Select(fragment => fragment.Discontinuities).Distinct());
        Assert.Equal([0, 1, 2], rig.Track("sound").Fragments.Select(fragment => fragment.Discontinuities).Distinct());
        Assert.Equal(3 * 90_000, rig.Track("low").Fragments.Sum(fragment => fragment.DurationTicks));
        Assert.Single(rig.Track("low").Configs);
    }

    [Fact]
    public async Task Session_WithTracksInAnotherOrder_IsEncodedWithTheRightKinds()
    {
        await using var rig = await ChannelRig.OpenAsync(ChannelRig.Ladder);
        await using (var lease = await rig.BeginAsync((0, ChannelRig.Video), (1, ChannelRig.Audio)))
        {
            await rig.PlayAsync(lease, 25, audio: 1);
        }

        await using (var lease = await rig.BeginAsync((0, ChannelRig.Audio), (1, ChannelRig.Video)))
        {
            await rig.PlayAsync(lease, 25, video: 1, audio: 0);
        }

        Assert.Equal([TrackKind.Video, TrackKind.Audio], rig.Transcoder.Sessions[^1].Job.Sources.Select(source => source.Kind));
        Assert.Equal(2 * 90_000, rig.Track("low").Fragments.Sum(fragment => fragment.DurationTicks));
    }

    [Theory]
    [InlineData(TrackKind.Video)]
    [InlineData(TrackKind.Audio)]
    public async Task Push_OneKindOnly_IsEncodedAfterHalfASecond(TrackKind kind)
    {
        await using var rig = await ChannelRig.OpenAsync(ChannelRig.Ladder);
        await using var lease = await rig.BeginAsync((0, kind == TrackKind.Video ? ChannelRig.Video : ChannelRig.Audio));

        await rig.PlayAsync(lease, 50, video: kind == TrackKind.Video ? 0 : null, audio: kind == TrackKind.Audio ? 0 : null);
        await lease.DisposeAsync();

        Assert.All(rig.Log.Snapshot.Tracks, track => Assert.Equal(kind, track.Config.Kind));
        Assert.InRange(rig.Log.Snapshot.Tracks[0].Fragments.Sum(fragment => fragment.DurationTicks) / (double)rig.Log.Snapshot.Tracks[0].Config.Timescale, 1.97, 2.03);
    }

    [Fact]
    public async Task Format_ThatChangesInMidSession_EndsTheEncoderAndStartsAnother()
    {
        await using var rig = await ChannelRig.OpenAsync(ChannelRig.Ladder);
        await using var lease = await rig.BeginAsync((0, ChannelRig.Video), (1, ChannelRig.Audio));
        await rig.PlayAsync(lease, 50, audio: 1);

        await lease.SetFormatAsync(0, ChannelRig.OtherVideo, 0, rig.Deadline);
        await rig.PlayAsync(lease, 50, audio: 1, from: 50);
        await lease.DisposeAsync();

        Assert.Equal(2, rig.Transcoder.Sessions.Count);
        Assert.Equal(ChannelRig.OtherVideo, rig.Transcoder.Sessions[1].Job.Sources[0]);
        Assert.Equal(4 * 90_000, rig.Track("low").Fragments.Sum(fragment => fragment.DurationTicks));
        Assert.Equal([0, 1], rig.Track("low").Fragments.Select(fragment => fragment.Discontinuities).Distinct());
    }

    [Fact]
    public async Task Push_ASecondTrackOfAKind_IsToldOnceWhileTheSessionRuns()
    {
        await using var rig = await ChannelRig.OpenAsync(ChannelRig.Ladder);
        var lease = await rig.BeginAsync((0, ChannelRig.Video), (1, ChannelRig.Audio), (2, ChannelRig.Audio));
        await rig.PlayAsync(lease, 25, audio: 1);
        Assert.Empty(rig.Channel.Alerts);

        await lease.PushAsync(ChannelRig.Sound(2, 1_000), rig.Deadline);
        await lease.PushAsync(ChannelRig.Sound(2, 1_021), rig.Deadline);

        var alert = Assert.Single(rig.Channel.Alerts);
        Assert.Equal(("source: Audio track 2 is left out: a ladder encodes the first track of a kind", false), (alert.Text, alert.Cleared));
        await lease.DisposeAsync();
        Assert.True(Assert.Single(rig.Channel.Alerts).Cleared);
    }

    [Fact]
    public async Task Encoder_ThatDoesNotStart_IsAnAlertUntilItDoes()
    {
        await using var rig = await ChannelRig.OpenAsync(ChannelRig.Ladder);
        rig.Transcoder.RefusedStarts = 4;
        await using var lease = await rig.BeginAsync((0, ChannelRig.Video), (1, ChannelRig.Audio));

        await rig.PlayAsync(lease, 5, audio: 1);
        await rig.AdvanceUntilAsync(() => rig.Channel.Alerts.Any(alert => alert.Text.StartsWith("encoder: fails again and again", StringComparison.Ordinal)));
        Assert.Contains(rig.Channel.Alerts, alert => alert.Text.StartsWith("encoder: did not start and is replaced", StringComparison.Ordinal) && alert.Cleared);
        Assert.Contains(rig.Channel.Alerts, alert => !alert.Cleared);

        var leaving = lease.DisposeAsync().AsTask();
        await rig.AdvanceUntilAsync(() => leaving.IsCompleted);
        Assert.All(rig.Channel.Alerts, alert => Assert.True(alert.Cleared));
    }

    [Fact]
    public async Task Encoder_ThatNeverFlushes_IsEndedAfterFiveSecondsWhileTheInputIsFree()
    {
        await using var rig = await ChannelRig.OpenAsync(ChannelRig.Ladder);
        rig.Transcoder.Next(session => session.NeverFlushes = true);
        var lease = await rig.BeginAsync((0, ChannelRig.Video), (1, ChannelRig.Audio));
        await rig.PlayAsync(lease, 25, audio: 1);
        await rig.UntilAsync(() => rig.Log.Snapshot.FindTrack("low") is not null);

        var leaving = lease.DisposeAsync().AsTask();
        await rig.UntilAsync(() => rig.Channel.Publisher is null);
        var next = rig.Attach();
        var beginning = next.BeginAsync(SourceClock.Rtmp, rig.Deadline).AsTask();
        Assert.False(beginning.IsCompleted);
        await rig.AdvanceUntilAsync(() => beginning.IsCompleted);
        await leaving;
        await beginning;
        await next.DisposeAsync();

        Assert.True(rig.Transcoder.Sessions[0].WasDisposed);
    }

    [Fact]
    public async Task Encoder_ThatTakesNothing_MakesThePublisherWait()
    {
        await using var rig = await ChannelRig.OpenAsync(ChannelRig.Ladder);
        rig.Transcoder.Next(session => session.BlocksAfter = 1);
        await using var lease = await rig.BeginAsync((0, ChannelRig.Video), (1, ChannelRig.Audio));
        await lease.PushAsync(ChannelRig.Sound(1, 0), rig.Deadline);

        // 3 MB a picture: 64 MiB may wait for the encoder, the rest waits with the publisher.
        Task? waiting = null;
        var pushed = 0;
        while (waiting is null && pushed < 100)
        {
            var push = lease.PushAsync(ChannelRig.Picture(0, pushed * 40, pushed == 0, 3 << 20), rig.Deadline).AsTask();
            await SupervisorRig.SettleAsync();
            waiting = push.IsCompleted ? null : push;
            pushed++;
        }

        rig.Transcoder.Sessions[0].Unblock();
        await (waiting ?? Task.CompletedTask);
        Assert.InRange(pushed, 15, 30);
    }

    [Fact]
    public async Task Push_CancelledWhileTheEncoderTakesNothing_HasTakenNothing()
    {
        await using var rig = await ChannelRig.OpenAsync(ChannelRig.Ladder);
        rig.Transcoder.Next(session => session.BlocksAfter = 1);
        await using var lease = await rig.BeginAsync((0, ChannelRig.Video), (1, ChannelRig.Audio));
        await lease.PushAsync(ChannelRig.Sound(1, 0), rig.Deadline);
        using var ending = new CancellationTokenSource();
        var accepted = 1;
        while (lease.PushAsync(ChannelRig.Picture(0, (accepted - 1) * 40, accepted == 1, 3 << 20), ending.Token).AsTask() is var push)
        {
            if (!push.IsCompleted)
            {
                // The encoder may be about to take its one sample, which makes room for this one.
                await rig.UntilAsync(() => rig.Transcoder.Sessions is [{ IsBlocked: true }]);
                await SupervisorRig.SettleAsync();
            }

            if (!push.IsCompleted)
            {
                await ending.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => push);
                break;
            }

            accepted++;
        }

        Assert.Equal(accepted, rig.Channel.TimelineCounters.Samples);
        rig.Transcoder.Sessions[0].Unblock();
        await lease.DisposeAsync();
        Assert.Equal(accepted, rig.Transcoder.Sessions[0].Taken.Count);
        Assert.Equal((accepted - 1) * 3_600L, rig.Track("low").Fragments.Sum(fragment => fragment.DurationTicks));
    }
}
