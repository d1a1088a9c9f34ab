using Headwater.Formats.Mp4;
using Headwater.Foundation;
using Headwater.Live.Packages;
using Headwater.Log;
using Headwater.Plans;
using Headwater.Views.Segmentation;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Live.Tests.Packages;

/// <summary>Two pipelines, a package that follows them, and a clock that the test drives in steps.</summary>
internal sealed class PackageRig : IAsyncDisposable
{
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan Group = TimeSpan.FromSeconds(2);
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly PackagePlan Plan = new()
    {
        Id = "package", Sources = [new PackageSourcePlan { ChannelId = "a" }, new PackageSourcePlan { ChannelId = "b" }],
    };

    private readonly List<Segment> _listed = [];

    private PackageRig(FakeTimeProvider clock, MediaLog a, MediaLog b, MediaLog package, int phaseTicks, int version)
    {
        (Clock, Log) = (clock, package);
        A = new Pipeline(a, 0, soundFirst: false, version: 0);
        B = new Pipeline(b, phaseTicks, soundFirst: true, version);
        Follower = Follow();
    }

    public FakeTimeProvider Clock { get; }

    public Pipeline A { get; }

    public Pipeline B { get; }

    public MediaLog Log { get; }

    public PackageFollower Follower { get; set; }

    public TimeSpan Now => Clock.GetUtcNow() - DateTimeOffset.UnixEpoch;

    public TrackSnapshot? Video => Log.Snapshot.FindTrack("v0");

    public TrackSnapshot? Audio => Log.Snapshot.FindTrack("a0");

    public TimeSpan? Head => Video is { Fragments.Count: > 0 } video ? SourceTracks.End(video) : null;

    public static async Task<PackageRig> OpenAsync(int phaseTicks = 0, int version = 0)
    {
        var clock = new FakeTimeProvider(Start);
        return new PackageRig(clock, await Pipeline.OpenAsync(clock), await Pipeline.OpenAsync(clock), await Pipeline.OpenAsync(clock), phaseTicks, version);
    }

    public PackageFollower Follow(PackagePosition? from = null) => new(
        Plan, Log, [new PackageFeed(Plan.Sources[0], A.Log), new PackageFeed(Plan.Sources[1], B.Log)], Clock, NullLogger.Instance, from);

    /// <summary>Lets time pass with pipelines up or down, the package looking at each step.</summary>
    public async Task PassAsync(TimeSpan time, bool a = true, bool b = true)
    {
        for (var until = Now + time; Now < until;)
        {
            Clock.Advance(Step);
            await A.RunAsync(Now, a);
            await B.RunAsync(Now, b);
            await Follower.StepAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What was listed once stays as it was, and segments are numbered as the grid says.</summary>
    public void AssertSegmentsStand()
    {
        if (Video is not { Fragments.Count: > 0 } video)
        {
            return;
        }

        var grid = new SegmentGrid(Group);
        var closed = Segmenter.Segments(video, grid, grid.CellAt(video.Fragments[0].PresentationTicks, 90_000), ended: false).Where(segment => segment.Closed).ToList();
        Assert.True(closed.Count >= _listed.Count);
        Assert.Equal(_listed, closed.Take(_listed.Count));
        Assert.All(closed, segment => Assert.Equal(grid.CellAt(segment.PresentationTicks, 90_000), segment.Number));
        Assert.All(closed, segment => Assert.True(segment.Independent));
        _listed.Clear();
        _listed.AddRange(closed);
    }

    /// <summary>The longest time between two fragments of a track; they never overlap, and each carries its track's number.</summary>
    public async Task<TimeSpan> LongestGapAsync(TrackSnapshot track)
    {
        var longest = TimeSpan.Zero;
        long? end = null;
        foreach (var fragment in track.Fragments)
        {
            var payload = new byte[fragment.Location.Length];
            Assert.True(await Log.ReadAsync(fragment.Location, payload, TestContext.Current.CancellationToken));
            Assert.Equal(System.Buffers.OperationStatus.Done, CmafChunkReader.Read(payload, out var chunk));
            Assert.Equal((uint)track.Config.Track, chunk.TrackId);
            Assert.Equal((fragment.DecodeTicks, fragment.DurationTicks), (chunk.DecodeTicks, chunk.DurationTicks));
            Assert.True(end is null || fragment.DecodeTicks >= end, $"{fragment.DecodeTicks} is before {end}");
            var gap = new MediaTime(fragment.DecodeTicks - (end ?? fragment.DecodeTicks), track.Config.Timescale).ToTimeSpan();
            longest = gap > longest ? gap : longest;
            end = fragment.DecodeTicks + fragment.DurationTicks;
        }

        return longest;
    }

    public async ValueTask DisposeAsync()
    {
        await Follower.DisposeAsync();
        await A.Log.DisposeAsync();
        await B.Log.DisposeAsync();
        await Log.DisposeAsync();
    }
}
