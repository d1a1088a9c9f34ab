using Headwater.Foundation;
using Headwater.Live.Transcoding;

namespace Headwater.Live.Tests.Transcoding;

public sealed class TranscodeSupervisorTests
{
    [Fact]
    public async Task Supervisor_EncoderThatWorks_IsPassedThroughAndCompletes()
    {
        await using var rig = new SupervisorRig();
        await rig.WriteAsync(0, 60);
        await rig.Supervisor.CompleteAsync(rig.Deadline);

        var exit = await rig.Supervisor.Completion.WaitAsync(rig.Deadline);

        await rig.UntilAsync(() => rig.Times(1).Count() == 60);
        Assert.Equal(TranscoderExitReason.Completed, exit.Reason);
        Assert.Equal(Enumerable.Range(0, 60).Select(Source.Time), rig.Times(0));
        Assert.Equal(2, rig.Outputs.OfType<OutputFormat>().Count());
        Assert.Empty(rig.Alerts);
        Assert.True(Assert.Single(rig.Transcoder.Sessions).WasDisposed);
    }

    [Fact]
    public async Task Supervisor_EncoderThatDies_IsReplacedAtOnceAndTheOutputsGoOn()
    {
        await using var rig = new SupervisorRig();
        rig.Transcoder.Next(session => session.DiesAfter = 80);

        await rig.WriteAsync(0, 120);
        await rig.UntilAsync(() => rig.Times(1).Count() == 120);

        var second = rig.Transcoder.Sessions[1];
        Assert.Equal(Enumerable.Range(0, 120).Select(Source.Time), rig.Times(0));
        Assert.Equal(Enumerable.Range(0, 120).Select(Source.Time), rig.Times(1));
        Assert.Equal([Source.Time(79) + 1, Source.Time(79) + 1, null], second.Job.ResumeAt);
        Assert.Equal(new MediaTime(second.Taken[0].DecodeTicks, 90_000), second.Job.Start);
        Assert.True(second.Taken[0].RandomAccess);
        Assert.Equal(2, rig.Outputs.OfType<OutputFormat>().Count());
        Assert.Equal(new EncoderReplaced("channel", EncoderFault.Ended, "said so", 1, TimeSpan.Zero), Assert.Single(rig.Alerts));
    }

    [Fact]
    public async Task Supervisor_NewEncoderWithOtherFormat_GivesTheFormatBeforeItsSamples()
    {
        await using var rig = new SupervisorRig();
        rig.Transcoder.Next(session => session.DiesAfter = 30);
        rig.Transcoder.Next(session => session.Configuration = 2);

        await rig.WriteAsync(0, 50);
        await rig.UntilAsync(() => rig.Times(1).Count() == 50);

        var ofOutput = rig.Outputs.Where(output => output.Output == 0).ToList();
        Assert.Equal([0, 31], ofOutput.Select((output, index) => (output, index)).Where(item => item.output is OutputFormat).Select(item => item.index));
    }

    [Fact]
    public async Task Supervisor_EncoderThatStandsStill_IsReplacedAfterItsTimeAndNotBefore()
    {
        await using var rig = new SupervisorRig();
        rig.Transcoder.Next(session => session.SilentAfter = 30);
        await rig.WriteAsync(0, 30);
        await rig.UntilAsync(() => rig.Times(1).Count() == 30);

        var frame = 30;
        var passed = await rig.AdvanceUntilAsync(() => rig.Transcoder.Sessions.Count == 2, () => rig.WriteAsync(frame++, 1));

        AssertFoundStuckInTime(passed, rig);
        await rig.UntilAsync(() => rig.Times(1).Count() == frame);
        Assert.Equal(Enumerable.Range(0, frame).Select(Source.Time), rig.Times(0));
        Assert.Equal(EncoderFault.Stuck, Assert.IsType<EncoderReplaced>(Assert.Single(rig.Alerts)).Cause);
        Assert.True(rig.Transcoder.Sessions[0].WasDisposed);
    }

    [Fact]
    public async Task Supervisor_EncoderThatTakesNothing_IsReplaced()
    {
        await using var rig = new SupervisorRig();
        rig.Transcoder.Next(session => session.BlocksAfter = 30);
        await rig.WriteAsync(0, 40);
        await rig.UntilAsync(() => rig.Times(1).Count() == 30);

        var passed = await rig.AdvanceUntilAsync(() => rig.Transcoder.Sessions.Count == 2);

        AssertFoundStuckInTime(passed, rig);
        await rig.UntilAsync(() => rig.Times(1).Count() == 40);
    }

    // Time may pass while the old encoder is put away and the new one starts; when the fault was found is what it says itself.
    private static void AssertFoundStuckInTime(TimeSpan passed, SupervisorRig rig)
    {
        Assert.True(passed >= TimeSpan.FromSeconds(1.5), $"replaced after {passed}");
        Assert.Matches("^no output for 1[.][5-9] s ", Assert.IsType<EncoderReplaced>(Assert.Single(rig.Alerts)).Detail);
    }

    [Fact]
    public async Task Supervisor_SilentSource_IsNotTheEncodersFault()
    {
        await using var rig = new SupervisorRig();
        rig.Transcoder.Next(session => session.SilentAfter = 28);
        await rig.WriteAsync(0, 30);
        await rig.UntilAsync(() => rig.Times(1).Count() == 28);

        var steps = 0;
        await rig.AdvanceUntilAsync(() => ++steps > 200);

        Assert.Single(rig.Transcoder.Sessions);
        Assert.Empty(rig.Alerts);
    }

    [Fact]
    public async Task Supervisor_SlowReader_IsNotTheEncodersFault()
    {
        await using var rig = new SupervisorRig(new TranscodeSupervision { OutputQueueCapacity = 4 }, read: false);
        await rig.WriteAsync(0, 40);

        var steps = 0;
        await rig.AdvanceUntilAsync(() => ++steps > 200);
        Assert.Single(rig.Transcoder.Sessions);

        rig.StartReading();
        await rig.UntilAsync(() => rig.Times(1).Count() == 40);
        Assert.Empty(rig.Alerts);
    }

    [Fact]
    public async Task Supervisor_EncoderThatCannotStart_IsTriedEverMoreSeldomAndForEver()
    {
        await using var rig = new SupervisorRig();
        rig.Transcoder.RefusedStarts = 9;
        await rig.WriteAsync(0, 30);

        await rig.AdvanceUntilAsync(() => rig.Times(1).Count() == 30);

        Assert.Equal([0, 250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000], rig.Alerts.OfType<EncoderReplaced>().Select(alert => alert.RetryIn.TotalMilliseconds));
        Assert.All(rig.Alerts.OfType<EncoderReplaced>(), alert => Assert.Equal(EncoderFault.NotStarted, alert.Cause));
        Assert.Equal(new EncoderFailing("channel", 3, "refused"), Assert.Single(rig.Alerts.OfType<EncoderFailing>()));
    }

    [Fact]
    public async Task Supervisor_FailingEncoderThatWorksAgain_ClearsItsAlert()
    {
        await using var rig = new SupervisorRig();
        rig.Transcoder.RefusedStarts = 3;
        await rig.WriteAsync(0, 30);
        var frame = 30;
        await rig.AdvanceUntilAsync(() => rig.Times(1).Count() >= 30);

        await rig.AdvanceUntilAsync(() => rig.Alerts.OfType<EncoderRecovered>().Any(), () => rig.WriteAsync(frame++, 1));

        Assert.Single(rig.Alerts.OfType<EncoderRecovered>());
    }

    [Fact]
    public async Task Supervisor_SourceThatEncodersFailOn_IsSkippedAfterThreeOfThem()
    {
        await using var rig = new SupervisorRig();
        for (var i = 0; i < 3; i++)
        {
            rig.Transcoder.Next(session => (session.SilentAfter, session.DiesAfter) = (0, 30));
        }

        await rig.WriteAsync(0, 75);
        await rig.AdvanceUntilAsync(() => rig.Times(1).Any());
        await rig.UntilAsync(() => rig.Times(1).Last() == Source.Time(74));

        Assert.Equal(4, rig.Transcoder.Sessions.Count);
        Assert.InRange(rig.Transcoder.Sessions[3].Taken[0].PresentationTicks, Source.Time(30), Source.Time(31));
    }

    [Fact]
    public async Task Supervisor_EncoderThatFallsBehind_IsReportedWithTheDearestRendition()
    {
        await using var rig = new SupervisorRig(new TranscodeSupervision { StuckAfter = TimeSpan.FromHours(1) });
        rig.Transcoder.Next(session => session.BlocksAfter = 30);
        await rig.WriteAsync(0, 30 + (25 * 4));
        await rig.UntilAsync(() => rig.Times(1).Count() == 30);

        var passed = await rig.AdvanceUntilAsync(() => rig.Alerts.Count > 0);

        var alert = Assert.IsType<EncoderOverloaded>(Assert.Single(rig.Alerts));
        Assert.Equal("high", alert.RenditionToDrop);
        Assert.InRange(alert.Lag.TotalSeconds, 3.9, 4.1);
        Assert.InRange(passed.TotalSeconds, 5, 5.5);
        rig.Transcoder.Sessions[0].Unblock();
        await rig.AdvanceUntilAsync(() => rig.Alerts.Count > 1);
        Assert.Equal(new EncoderKeepsUp("channel"), rig.Alerts[1]);
    }

    [Fact]
    public async Task Supervisor_EncoderBehindByMoreThanTheBound_HoldsTheSource()
    {
        await using var rig = new SupervisorRig(new TranscodeSupervision { PendingDuration = TimeSpan.FromSeconds(2), StuckAfter = TimeSpan.FromHours(1) });
        rig.Transcoder.Next(session => session.BlocksAfter = 10);
        var writing = rig.WriteAsync(0, 100);

        await SupervisorRig.SettleAsync();
        Assert.False(writing.IsCompleted);
        Assert.InRange(rig.Times(1).Count(), 0, 10);

        await rig.UntilAsync(() => rig.Transcoder.Sessions.Count == 1);
        rig.Transcoder.Sessions[0].Unblock();
        await writing;
        await rig.UntilAsync(() => rig.Times(1).Count() == 100);
    }

    [Fact]
    public async Task Supervisor_SourceOfOtherTracks_IsGivenToANewEncoderAfterTheOldHasFinished()
    {
        await using var rig = new SupervisorRig();
        await rig.WriteAsync(0, 50);
        rig.Supervisor.ChangeSource(Source.VideoAndAudio);
        await rig.WriteAsync(50, 25);
        await rig.Supervisor.WriteAsync(Source.Sound(100), rig.Deadline);
        await rig.UntilAsync(() => rig.Times(2).Any());

        Assert.Equal(Enumerable.Range(0, 75).Select(Source.Time), rig.Times(1));
        Assert.Equal(2, rig.Transcoder.Sessions.Count);
        Assert.True(rig.Transcoder.Sessions[0].WasCompleted);
        Assert.Equal(Source.VideoAndAudio, rig.Transcoder.Sessions[1].Job.Sources);
        Assert.Equal([Source.Time(49) + 1, Source.Time(49) + 1, null], rig.Transcoder.Sessions[1].Job.ResumeAt);
        Assert.Equal(new MediaTime(Source.Time(50), 90_000), rig.Transcoder.Sessions[1].Job.Start);
        Assert.Empty(rig.Alerts);
    }

    [Fact]
    public async Task Supervisor_ReplayBeyondItsBound_LeavesOneGapAndSaysSo()
    {
        await using var rig = new SupervisorRig(new TranscodeSupervision
        {
            ReplayDuration = TimeSpan.FromSeconds(2), PendingDuration = TimeSpan.FromSeconds(60), StuckAfter = TimeSpan.FromSeconds(3),
        });
        rig.Transcoder.Next(session => session.SilentAfter = 30);
        await rig.WriteAsync(0, 30);
        await rig.UntilAsync(() => rig.Times(1).Count() == 30);

        var frame = 30;
        await rig.AdvanceUntilAsync(() => rig.Transcoder.Sessions.Count == 2, () => rig.WriteAsync(frame++ + 0, 1));
        await rig.WriteAsync(frame, 50);
        await rig.UntilAsync(() => rig.Times(1).LastOrDefault() == Source.Time(frame + 49));

        var distances = rig.Times(0).Zip(rig.Times(0).Skip(1), (first, second) => second - first).ToList();
        Assert.Single(distances, distance => distance != Source.Tick);
        Assert.Single(rig.Alerts.OfType<EncoderReplaced>());
    }

    [Fact]
    public async Task Supervisor_FlushThatFailsAgainAndAgain_EndsFailed()
    {
        await using var rig = new SupervisorRig();
        for (var i = 0; i < 3; i++)
        {
            rig.Transcoder.Next(session => session.DiesAfter = 5);
        }

        await rig.WriteAsync(0, 10);
        await rig.Supervisor.CompleteAsync(rig.Deadline);
        await rig.AdvanceUntilAsync(() => rig.Supervisor.Completion.IsCompleted);

        Assert.Equal(TranscoderExitReason.Failed, (await rig.Supervisor.Completion).Reason);
        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.WriteAsync(10, 1));
    }

    [Fact]
    public async Task Supervisor_Disposed_StopsItsEncoderAndEndsItsOutputs()
    {
        var rig = new SupervisorRig();
        await rig.WriteAsync(0, 30);
        await rig.UntilAsync(() => rig.Times(1).Count() == 30);

        await rig.DisposeAsync();

        Assert.Equal(TranscoderExitReason.Stopped, (await rig.Supervisor.Completion).Reason);
        Assert.True(rig.Transcoder.Sessions[0].WasDisposed);
    }

    [Fact]
    public async Task Supervisor_ThatIsCompletedBeforeAnySample_CompletesWithoutAnEncoder()
    {
        await using var rig = new SupervisorRig();

        await rig.Supervisor.CompleteAsync(rig.Deadline);

        Assert.Equal(TranscoderExitReason.Completed, (await rig.Supervisor.Completion.WaitAsync(rig.Deadline)).Reason);
        Assert.Empty(rig.Transcoder.Sessions);
    }
}
