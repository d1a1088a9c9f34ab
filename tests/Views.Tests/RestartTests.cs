using System.Buffers;
using Headwater.Log;
using Headwater.Views.Segmentation;
using Headwater.Views.Tests.Support;

namespace Headwater.Views.Tests;

/// <summary>A run that begins when retention has dropped all of the run before is shown like a log's first.</summary>
public sealed class RestartTests
{
    private const int Cell = 2;

    public static TheoryData<string> Kinds => ["ts", "ts with audio apart", "cmaf", "low latency"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Playlists_RunAfterOneThatWasDropped_ComeWithItsFirstSegment(string kind)
    {
        // Groups of one second; two minutes lie between the runs, and 40 s are kept.
        var second = new LogShape.Group(10);
        LogShape.Group[] run = [.. Enumerable.Repeat(second, 8)];
        var fresh = new LogShape { Groups = run };
        var resumed = new LogShape { Groups = [.. run, second with { HoleMilliseconds = 120_000, Discontinuous = true }, .. run[1..]] };

        var expected = await FirstShownAsync(fresh, kind, runBegins: 0);
        var shown = await FirstShownAsync(resumed, kind, runBegins: 128);

        Assert.Equal(expected, shown);
    }

    [Fact]
    public async Task FirstWhole_OfALogReopened_IsTheSame()
    {
        var storage = new MemoryLogStorage();
        var shape = new LogShape { Groups = [.. Enumerable.Repeat(new LogShape.Group(10), 90)] };
        var grid = new SegmentGrid(TimeSpan.FromSeconds(Cell));
        long[] before;
        await using (var log = await Support.Logs.OpenAsync(storage, retention: TimeSpan.FromSeconds(40)))
        {
            await log.AppendAsync(shape.Records());
            Assert.All(log.Snapshot.Tracks, track => Assert.NotNull(track.Dropped));
            before = [.. log.Snapshot.Tracks.Select(track => TrackWindow.FirstWhole(log.Snapshot, track, grid))];
        }

        await using var again = await Support.Logs.OpenAsync(storage, retention: TimeSpan.FromSeconds(40));
        Assert.Equal(before, again.Snapshot.Tracks.Select(track => TrackWindow.FirstWhole(again.Snapshot, track, grid)));
    }

    /// <summary>Media of a run, in ticks since it began, that are in the log when its manifest and a media playlist with one of its segments are first there.</summary>
    private static async Task<(long Manifest, long Playlist)> FirstShownAsync(LogShape shape, string kind, int runBegins)
    {
        await using var log = await Support.Logs.OpenAsync(retention: TimeSpan.FromSeconds(40));
        var view = PrefixStabilityTests.View(kind, shape, Cell);
        var origin = (LogShape.Epoch + runBegins) * 90_000L;
        long? manifest = null;
        long? playlist = null;
        foreach (var record in shape.Records())
        {
            await log.AppendAsync(record, CancellationToken.None);
            if (log.Snapshot.FindTrack("v0") is not { Fragments.Count: > 0 } video || video.Fragments[^1].PresentationTicks < origin)
            {
                continue;
            }

            var reached = video.Fragments[^1].PresentationTicks - origin;
            manifest ??= view.TryRenderMultivariant(log.Snapshot, new ArrayBufferWriter<byte>()) ? reached : null;
            playlist ??= Listing.OfHls(view, log.Snapshot, "v0") is { } listing && listing.Segments.Exists(segment => !segment.Gap && segment.Number >= origin / 90_000 / Cell) ? reached : null;
        }

        return (manifest!.Value, playlist!.Value);
    }
}
