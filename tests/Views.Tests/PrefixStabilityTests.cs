using System.Globalization;
using CsCheck;
using Headwater.Log;
using Headwater.Views.Dash;
using Headwater.Views.Hls;
using Headwater.Views.Segmentation;
using Headwater.Views.Tests.Support;

namespace Headwater.Views.Tests;

/// <summary>Law 1: what a manifest listed once stays as it was, whatever is appended; only the front drops off, and nothing is renumbered.</summary>
public sealed class PrefixStabilityTests
{
    private const int Logs = 15;

    public static TheoryData<string> Kinds => ["ts", "ts with audio apart", "cmaf", "low latency", "cmaf start-over", "ts start-over", "iframes"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task HlsPlaylist_AnyRecordAppended_KeepsWhatItListed(string kind) => await Gen.Select(LogShape.Any, Gen.Int[1, 3], Gen.Bool).SampleAsync(
        async (shape, cell, retained) =>
        {
            await using var log = await Support.Logs.OpenAsync(retention: retained ? TimeSpan.FromSeconds(40) : null);
            var view = View(kind, shape, cell);
            var before = new Dictionary<string, Listing>();
            foreach (var record in shape.Records())
            {
                await log.AppendAsync(record, CancellationToken.None);
                var snapshot = log.Snapshot;
                foreach (var track in snapshot.Tracks)
                {
                    var name = track.Config.Name;
                    var now = Listing.OfHls(view, snapshot, name, kind == "iframes");
                    if (before.TryGetValue(name, out var last))
                    {
                        Assert.True(now is not null || retained, $"{name} is gone at {snapshot.NextSequence}");
                        AssertContinues(last, now ?? last, name, snapshot);
                    }

                    if (now is not null)
                    {
                        before[name] = now;
                    }
                }
            }
        },
        iter: Logs, threads: 2);

    [Fact]
    public async Task DashTimeline_AnyRecordAppended_KeepsWhatItListed() => await Gen.Select(LogShape.Any, Gen.Int[1, 3]).SampleAsync(
        async (shape, cell) =>
        {
            await using var log = await Support.Logs.OpenAsync();
            var view = new DashView(Options("dash", cell), TimeSpan.Zero);
            var before = new Dictionary<string, List<Listed>>();
            foreach (var record in shape.Records())
            {
                await log.AppendAsync(record, CancellationToken.None);
                var now = Listing.OfDash(view, log.Snapshot) ?? [];
                foreach (var (name, last) in before)
                {
                    if (now.TryGetValue(name, out var current))
                    {
                        var common = last.SkipWhile(segment => segment.Number < current[0].Number).ToList();
                        Assert.Equal(common, current.Take(common.Count));
                    }
                }

                before = now;
            }
        },
        iter: Logs, threads: 2);

    [Fact]
    public async Task DashPeriods_AnyRecordAppended_KeepTheirStart() => await Gen.Select(LogShape.Any, Gen.Int[1, 3]).SampleAsync(
        async (shape, cell) =>
        {
            await using var log = await Support.Logs.OpenAsync();
            var view = new DashView(Options("dash", cell), TimeSpan.Zero);
            var starts = new Dictionary<string, string>();
            foreach (var record in (shape with { Ends = false }).Records())
            {
                await log.AppendAsync(record, CancellationToken.None);
                foreach (var (id, start) in Listing.Periods(view, log.Snapshot))
                {
                    Assert.Equal(starts.GetValueOrDefault(id, start), start);
                    starts[id] = start;
                }
            }
        },
        iter: Logs, threads: 2);

    internal static HlsView View(string kind, LogShape shape, int cell) => new(Options(kind, cell, shape), fragmented: !kind.StartsWith("ts", StringComparison.Ordinal));

    internal static ViewOptions Options(string kind, int cell, LogShape? shape = null) => new()
    {
        Grid = new SegmentGrid(TimeSpan.FromSeconds(cell)),
        Window = TimeSpan.FromSeconds(12),
        PartDuration = kind == "low latency" ? TimeSpan.FromSeconds(shape!.FramesPerFragment * shape.FrameTicks / 90_000d) : null,
        AudioRenditionGroup = kind == "ts with audio apart",
        IFrameStreams = kind == "iframes",
        Start = kind.EndsWith("start-over", StringComparison.Ordinal) ? TimeSpan.FromSeconds(LogShape.Epoch + 4) : null,
    };

    private static void AssertContinues(Listing last, Listing now, string track, LogSnapshot snapshot)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"{track} at {snapshot.NextSequence}");
        Assert.True(now.First >= last.First, $"{where}: media sequence went back from {last.First} to {now.First}");
        Assert.True(now.DiscontinuitySequence >= last.DiscontinuitySequence, $"{where}: discontinuity sequence went back");
        Assert.True(now.First + now.Segments.Count >= last.First + last.Segments.Count, $"{where}: the newest segments are gone");
        foreach (var segment in last.Segments.Where(segment => segment.Number >= now.First))
        {
            // The first of a playlist always carries a date; elsewhere the rule is the segment's own.
            var current = now.Segments[(int)(segment.Number - now.First)];
            // When nothing is retained but one segment, it is shown without its tag rather than nothing; its discontinuity sequence number stays.
            var alone = segment.Number == now.First && now.Segments.Count(listed => !listed.Gap) <= 1;
            var expected = segment with { Date = current.Date, DiscontinuityTags = alone ? current.DiscontinuityTags : segment.DiscontinuityTags };
            Assert.True(expected == current, $"{where}: {segment} became {current}");
            Assert.True(segment.Date is null || current.Date is null || segment.Date == current.Date, $"{where}: {segment} became {current}");
        }

        // A part is not taken back while its segment is the newest or open.
        var newest = last.Parts.Count > 0 ? last.Parts[^1].Number : -1;
        var old = last.Parts.Where(part => part.Number == newest && newest >= now.First).ToList();
        if (now.Segments.Any(segment => segment.Number == newest) && !now.Parts.Any(part => part.Number <= newest))
        {
            // Complete, and far enough from the edge by now.
            return;
        }

        var kept = now.Parts.Where(part => part.Number == newest).Take(old.Count).ToList();
        Assert.True(old.SequenceEqual(kept), $"{where}: {string.Join(' ', last.Parts)} | {string.Join(' ', last.Segments.Select(s => s.Number))} became {now.Target} {string.Join(' ', now.Parts)} | {string.Join(' ', now.Segments.Select(s => s.Number))}");
    }
}
