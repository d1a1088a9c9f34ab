using CsCheck;
using Headwater.Foundation;
using Headwater.Log;

namespace Headwater.Live.Tests.Packages;

public sealed class PackageFollowerTests
{
    // A part and a second, then what an append and a look may take.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Cadence = TimeSpan.FromSeconds(0.7);
    private static readonly TimeSpan Frame = TimeSpan.FromSeconds(0.1);

    [Fact]
    public async Task Source_ThatRuns_IsCopiedRecordByRecord()
    {
        await using var rig = await PackageRig.OpenAsync();

        await rig.PassAsync(TimeSpan.FromSeconds(12), b: false);

        var source = rig.A.Log.Snapshot.FindTrack("v0")!;
        Assert.Equal(source.Fragments.Select(fragment => (fragment.DecodeTicks, fragment.DurationTicks, fragment.RandomAccess)), rig.Video!.Fragments.Select(fragment => (fragment.DecodeTicks, fragment.DurationTicks, fragment.RandomAccess)));
        Assert.Equal(source.Config, rig.Video.Config);
        Assert.Equal(0, rig.Follower.ActiveSource);
        Assert.Equal(0, rig.Follower.Switches);
        Assert.True(rig.Follower.IngressBytes[0] > 0 && rig.Follower.IngressBytes[1] == 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4_000)]
    public async Task Source_ThatStands_IsLeftAtARandomAccessPointWithoutADiscontinuity(int phaseTicks)
    {
        await using var rig = await PackageRig.OpenAsync(phaseTicks);
        await rig.PassAsync(TimeSpan.FromSeconds(9.3));
        var left = rig.Head;

        await rig.PassAsync(TimeSpan.FromSeconds(10), a: false);

        Assert.Equal((1, 1L), (rig.Follower.ActiveSource, rig.Follower.Switches));
        Assert.True(rig.Head > left + TimeSpan.FromSeconds(8));
        Assert.Equal([0], rig.Video!.Fragments.Select(fragment => fragment.Discontinuities).Distinct());
        Assert.Single(rig.Video.Configs);
        Assert.True(await rig.LongestGapAsync(rig.Video) <= PackageRig.Group);
        Assert.True(await rig.LongestGapAsync(rig.Audio!) < TimeSpan.FromMilliseconds(25));
    }

    [Fact]
    public async Task Source_ThatStandsAtAGroupsEnd_IsLeftWithoutAGap()
    {
        await using var rig = await PackageRig.OpenAsync(phaseTicks: 4_000);
        await rig.PassAsync(TimeSpan.FromSeconds(10.6), b: true);

        await rig.PassAsync(TimeSpan.FromSeconds(8), a: false);

        Assert.Equal(1, rig.Follower.Switches);
        Assert.True(await rig.LongestGapAsync(rig.Video!) <= PackageRig.Group);
        Assert.Contains(rig.Video!.Fragments, fragment => fragment.DecodeTicks % Pipeline.FrameTicks == 4_000);
    }

    [Fact]
    public async Task Source_OfAnotherConfiguration_IsEnteredBehindADiscontinuity()
    {
        await using var rig = await PackageRig.OpenAsync(version: 1);
        await rig.PassAsync(TimeSpan.FromSeconds(9.3));

        await rig.PassAsync(TimeSpan.FromSeconds(8), a: false);

        Assert.Equal([0, 1], rig.Video!.Fragments.Select(fragment => fragment.Discontinuities).Distinct());
        Assert.Equal(2, rig.Video.Configs.Count);
        var first = rig.Video.Fragments.First(fragment => fragment.Discontinuities == 1);
        Assert.True(first.RandomAccess && first.Generation == 1);
    }

    [Fact]
    public async Task Source_ThatComesBack_IsNotReturnedTo()
    {
        await using var rig = await PackageRig.OpenAsync();
        await rig.PassAsync(TimeSpan.FromSeconds(6));
        await rig.PassAsync(TimeSpan.FromSeconds(6), a: false);
        await rig.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal((1, 1L), (rig.Follower.ActiveSource, rig.Follower.Switches));
    }

    [Fact]
    public async Task Sources_BothDown_AreNobodyUntilOneIsUp()
    {
        await using var rig = await PackageRig.OpenAsync();
        await rig.PassAsync(TimeSpan.FromSeconds(6));
        await rig.PassAsync(TimeSpan.FromSeconds(6), a: false, b: false);
        Assert.Null(rig.Follower.ActiveSource);

        await rig.PassAsync(TimeSpan.FromSeconds(6), a: false);

        Assert.Equal(1, rig.Follower.ActiveSource);
        Assert.True(rig.Now - rig.Head < Cadence);
        rig.AssertSegmentsStand();
    }

    [Fact]
    public async Task Successor_WithThePosition_GoesOnInMidGroup()
    {
        await using var rig = await PackageRig.OpenAsync();
        await rig.PassAsync(TimeSpan.FromSeconds(9.3));
        await rig.Follower.DisposeAsync();

        rig.Follower = rig.Follow(rig.Follower.Position);
        await rig.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.Zero, await rig.LongestGapAsync(rig.Video!));
        Assert.Equal(rig.A.Log.Snapshot.FindTrack("v0")!.Fragments.Count, rig.Video!.Fragments.Count);
    }

    [Fact]
    public async Task Successor_WithoutAPosition_GoesOnBehindWhatTheLogHolds()
    {
        await using var rig = await PackageRig.OpenAsync();
        await rig.PassAsync(TimeSpan.FromSeconds(9.3));
        await rig.Follower.DisposeAsync();

        rig.Follower = rig.Follow();
        await rig.PassAsync(TimeSpan.FromSeconds(5));

        Assert.True(await rig.LongestGapAsync(rig.Video!) <= PackageRig.Group);
        Assert.True(rig.Now - rig.Head < Cadence);
    }

    [Fact]
    public async Task Start_WithoutSteps_CopiesWhatIsAppended()
    {
        await using var rig = await PackageRig.OpenAsync();
        rig.Follower.Start();
        for (var second = 0; second < 5; second++)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
            await rig.A.RunAsync(rig.Now, up: true);
        }

        var wanted = rig.A.Log.Snapshot.FindTrack("v0")!.Fragments[^1].DecodeTicks;
        var snapshot = await rig.Log.WaitForAsync(
            seen => seen.FindTrack("v0") is { Fragments.Count: > 0 } track && track.Fragments[^1].DecodeTicks == wanted, TestContext.Current.CancellationToken);

        var copied = snapshot.FindTrack("v0")!.Fragments.Select(fragment => fragment.DecodeTicks).ToList();
        Assert.Equal(rig.A.Log.Snapshot.FindTrack("v0")!.Fragments.Select(fragment => fragment.DecodeTicks).TakeLast(copied.Count), copied);
    }

    [Fact]
    public async Task Markers_OfBothPipelines_AreTakenOnce()
    {
        await using var rig = await PackageRig.OpenAsync();
        await rig.PassAsync(TimeSpan.FromSeconds(4));
        await MarkAsync(rig, 1);
        await rig.PassAsync(TimeSpan.FromSeconds(2));
        await rig.PassAsync(TimeSpan.FromSeconds(6), a: false);
        await MarkAsync(rig, 2);
        await rig.PassAsync(TimeSpan.FromSeconds(2), a: false);

        Assert.Equal([1, 2], rig.Log.Snapshot.Markers.Select(entry => (int)entry.Marker.Payload.Span[0]));
    }

    /// <summary>Two pipelines of which one is always up, failing at any moments: the law of the package.</summary>
    [Fact]
    public async Task Package_OverAnyFailures_GoesOnWithinTheBoundAndNeverBack() => await Gen.Select(
        Gen.Select(Gen.Int[30, 90], Gen.Bool).Array[1, 5], Gen.Int[0, Pipeline.FrameTicks - 1], Gen.Int[0, 1]).SampleAsync(
        async (failures, phaseTicks, version) =>
        {
            await using var rig = await PackageRig.OpenAsync(phaseTicks, version);
            await WatchAsync(rig, 55, a: true, b: true);
            foreach (var (tenths, first) in failures)
            {
                await WatchAsync(rig, tenths, a: !first, b: first);
                await WatchAsync(rig, 45 + (tenths % 7), a: true, b: true);
            }

            Assert.True(await rig.LongestGapAsync(rig.Video!) <= PackageRig.Group + Frame);
            Assert.True(await rig.LongestGapAsync(rig.Audio!) <= TimeSpan.FromMilliseconds(25));
            var discontinuities = rig.Video!.Fragments[^1].Discontinuities;
            Assert.Equal(version == 0 ? 0 : rig.Follower.Switches, discontinuities);
        },
        iter: 40);

    private static async Task WatchAsync(PackageRig rig, int steps, bool a, bool b)
    {
        for (var step = 0; step < steps; step++)
        {
            await rig.PassAsync(PackageRig.Step, a, b);
            rig.AssertSegmentsStand();
            Assert.True(rig.Head is null || rig.Now - rig.Head <= Limit + PackageRig.Group + Cadence, $"{rig.Now - rig.Head} behind");
        }
    }

    private static async Task MarkAsync(PackageRig rig, byte number)
    {
        foreach (var log in new[] { rig.A.Log, rig.B.Log })
        {
            await log.AppendAsync(
                new Marker { Kind = MarkerKind.Scte35, Time = MediaTime.FromTimeSpan(rig.Now, 90_000), Payload = new[] { number } }, TestContext.Current.CancellationToken);
        }
    }
}
