using System.Buffers;
using CsCheck;
using Headwater.Formats.MpegTs;
using Headwater.Foundation;
using Headwater.Log;
using Headwater.Views.Dash;
using Headwater.Views.Hls;
using Headwater.Views.Segmentation;
using Headwater.Views.Tests.Support;

namespace Headwater.Views.Tests;

/// <summary>Laws 1 and 2 of segments: bytes never change, numbers are those of the grid, nothing is lost or shown twice, manifest and media agree.</summary>
public sealed class SegmentLawTests
{
    private const int Logs = 15;

    public static TheoryData<string> Kinds => PrefixStabilityTests.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ListedObject_AnyRecordAppended_KeepsItsBytes(string kind) => await Gen.Select(LogShape.Any, Gen.Int[1, 3], Gen.Bool).SampleAsync(
        async (shape, cell, retained) =>
        {
            await using var log = await Support.Logs.OpenAsync(retention: retained ? TimeSpan.FromSeconds(40) : null);
            var view = PrefixStabilityTests.View(kind, shape, cell);
            var grid = new SegmentGrid(TimeSpan.FromSeconds(cell));
            var known = new Dictionary<string, byte[]>();
            var listed = new Dictionary<string, HashSet<string>>();
            var records = shape.Records();
            for (var index = 0; index < records.Count; index++)
            {
                await log.AppendAsync(records[index], CancellationToken.None);
                var snapshot = log.Snapshot;
                foreach (var name in snapshot.Tracks.Select(track => track.Config.Name))
                {
                    if (Listing.OfHls(view, snapshot, name, kind == "iframes") is not { } listing)
                    {
                        continue;
                    }

                    var now = Uris(listing, kind);
                    var before = listed.GetValueOrDefault(name) ?? [];
                    listed[name] = now;
                    foreach (var uri in index % 16 == 0 || index == records.Count - 1 ? now : now.Except(before))
                    {
                        var bytes = await Objects.RenderAsync(log, snapshot, grid, kind is "ts" or "ts start-over", uri);
                        Assert.True(bytes is not null, $"{uri} is listed at {snapshot.NextSequence} and cannot be had");
                        Assert.True(!known.TryGetValue(uri, out var first) || first.AsSpan().SequenceEqual(bytes), $"{uri} changed at {snapshot.NextSequence}");
                        known[uri] = bytes;
                    }
                }
            }
        },
        iter: Logs, threads: 2);

    [Fact]
    public async Task Playlists_AnyLog_AgreeWithTheMedia() => await Gen.Select(LogShape.Any, Gen.Int[1, 3]).SampleAsync(
        async (shape, cell) =>
        {
            await using var log = await Support.Logs.OpenAsync();
            await log.AppendAsync(shape.Records());
            var snapshot = log.Snapshot;
            var grid = new SegmentGrid(TimeSpan.FromSeconds(cell));
            foreach (var kind in new[] { "cmaf start-over", "low latency" })
            {
                foreach (var track in snapshot.Tracks)
                {
                    if (Listing.OfHls(PrefixStabilityTests.View(kind, shape, cell), snapshot, track.Config.Name) is { } listing)
                    {
                        await AssertAgreesAsync(log, snapshot, track, grid, listing);
                    }
                }
            }
        },
        iter: Logs, threads: 2);

    [Fact]
    public async Task Numbers_AnyLog_AreCellsOfTheirStarts() => await Gen.Select(LogShape.Any, Gen.Int[1, 3]).SampleAsync(
        async (shape, cell) =>
        {
            await using var log = await Support.Logs.OpenAsync();
            await log.AppendAsync(shape.Records());
            var grid = new SegmentGrid(TimeSpan.FromSeconds(cell));
            foreach (var track in log.Snapshot.Tracks.Where(track => track.Fragments.Count > 0))
            {
                var all = Segmenter.Segments(track, grid, 0, log.Snapshot.Ended);
                foreach (var segment in all)
                {
                    Assert.Equal(segment.PresentationTicks / (track.Config.Timescale * (long)cell), segment.Number);

                    // Local: found alone it is the same, and so it is in a log that began later.
                    Assert.Equal(segment, Segmenter.Find(track, grid, segment.Number, log.Snapshot.Ended));
                    Assert.Equal(all.Where(other => other.Number < segment.Number).Cast<Segment?>().LastOrDefault(), Segmenter.Before(track, grid, segment.FirstFragment, log.Snapshot.Ended));
                }

                for (var index = 1; index < all.Count; index++)
                {
                    Assert.True(all[index].Number > all[index - 1].Number);
                    Assert.True(all[index].PresentationTicks >= all[index - 1].EndTicks, $"{all[index - 1]} overlaps {all[index]}");
                }
            }
        },
        iter: Logs, threads: 2);

    [Fact]
    public async Task Numbers_TwoPipelinesStartedApart_AreEqualWhereBothHaveMedia() => await Gen.Select(Gen.Int[1, 10], Gen.Int[0, 8], Gen.Int[1, 3]).SampleAsync(
        async (frames, skipped, cell) =>
        {
            var groups = Enumerable.Repeat(new LogShape.Group(frames), 30).ToArray();
            var whole = new LogShape { Groups = groups, FramesPerFragment = 2 };
            var later = whole with { Groups = groups[skipped..], StartMilliseconds = skipped * frames * 100 };
            await using var one = await Support.Logs.OpenAsync();
            await using var two = await Support.Logs.OpenAsync();
            await one.AppendAsync(whole.Records());
            await two.AppendAsync(later.Records());
            var options = PrefixStabilityTests.Options("cmaf", cell);
            var first = Listing.OfHls(new HlsView(options, true), one.Snapshot, "v0");
            var second = Listing.OfHls(new HlsView(options, true), two.Snapshot, "v0");
            var common = first!.Segments.IntersectBy(second!.Segments.Select(segment => segment.Number), segment => segment.Number).ToList();
            Assert.NotEmpty(common);

            // The first of the later pipeline may have joined within a cell.
            var shared = common.Where(segment => segment.Number > second.First).ToList();
            Assert.Equal(shared, second.Segments.Where(segment => shared.Exists(other => other.Number == segment.Number)));
        },
        iter: Logs, threads: 2);

    [Fact]
    public async Task Views_LogReopened_GiveTheSameBytes() => await Gen.Select(LogShape.Any, Gen.Int[1, 3]).SampleAsync(
        async (shape, cell) =>
        {
            var storage = new MemoryLogStorage();
            var records = shape.Records();
            string[] before;
            await using (var log = await Support.Logs.OpenAsync(storage))
            {
                await log.AppendAsync(records);
                before = Manifests(log.Snapshot, shape, cell);
                Assert.Equal(before, Manifests(log.Snapshot, shape, cell));
            }

            await using var reopened = await Support.Logs.OpenAsync(storage);
            Assert.Equal(before, Manifests(reopened.Snapshot, shape, cell));
        },
        iter: Logs, threads: 2);

    [Fact]
    public async Task TransportStream_ConsecutiveSegments_HoldEverySampleOnce() => await Gen.Select(LogShape.Any, Gen.Int[1, 3]).SampleAsync(
        async (any, cell) =>
        {
            // Sound that keeps pace, so that all of it is there when a segment closes.
            var shape = any with { AudioLagMilliseconds = -200, SilentGroups = 0, Ends = true };
            await using var log = await Support.Logs.OpenAsync();
            await log.AppendAsync(shape.Records());
            var grid = new SegmentGrid(TimeSpan.FromSeconds(cell));
            var options = PrefixStabilityTests.Options("ts start-over", cell) with { Start = TimeSpan.FromSeconds(LogShape.Epoch - 100) };
            var listing = Listing.OfHls(new HlsView(options, false), log.Snapshot, "v0");
            if (listing is null)
            {
                return;
            }

            var track = log.Snapshot.FindTrack("v0")!;
            var seen = new HashSet<(int Pid, long Ticks)>();
            foreach (var listed in listing.Segments.Where(segment => !segment.Gap))
            {
                var bytes = await Objects.RenderAsync(log, log.Snapshot, grid, muxed: true, listed.Uri);
                var packets = Demux(bytes!);
                Assert.All(packets, packet => Assert.True(seen.Add(packet), $"{packet} is in {listed.Uri} and in one before"));
                var segment = Segmenter.Find(track, grid, listed.Number, ended: true)!.Value;
                var sound = log.Snapshot.FindTrack("a0");
                var expected = sound is null ? 0 : FramesIn(sound, segment, track.Config.Timescale);
                Assert.Equal(segment.FragmentCount > 0 ? FramesOf(track, segment, shape.FrameTicks) + expected : 0, packets.Count);
            }
        },
        iter: Logs, threads: 2);

    [Fact]
    public async Task Delayed_AnyDelay_IsTheViewOfTheLogCutThere() => await Gen.Select(LogShape.Any, Gen.Int[1, 3], Gen.Int[1, 30]).SampleAsync(
        async (shape, cell, seconds) =>
        {
            var records = shape.Records();
            await using var log = await Support.Logs.OpenAsync();
            await log.AppendAsync(records);
            var delayed = SnapshotWindow.Delayed(log.Snapshot, TimeSpan.FromSeconds(seconds));
            var newest = delayed.Tracks.SelectMany(track => track.Fragments).Select(fragment => fragment.Sequence).DefaultIfEmpty(-1).Max();
            await using var cut = await Support.Logs.OpenAsync();
            foreach (var record in records)
            {
                if (cut.Snapshot.NextSequence <= newest)
                {
                    await cut.AppendAsync(record, CancellationToken.None);
                }
            }

            Assert.Equal(Manifests(cut.Snapshot, shape, cell), Manifests(delayed, shape, cell));
            var head = SnapshotWindow.Head(log.Snapshot);
            Assert.True(head is null || SnapshotWindow.Head(delayed) is not { } shown || shown.ToTimeSpan() <= head.Value.ToTimeSpan() - TimeSpan.FromSeconds(seconds));
        },
        iter: Logs, threads: 2);

    private static string[] Manifests(LogSnapshot snapshot, LogShape shape, int cell)
    {
        var rendered = new List<string>();
        foreach (var kind in new[] { "ts", "ts with audio apart", "cmaf", "low latency", "iframes" })
        {
            var view = PrefixStabilityTests.View(kind, shape, cell);
            Render(body => view.TryRenderMultivariant(snapshot, body));
            foreach (var track in snapshot.Tracks.Where(track => track.Fragments.Count > 0))
            {
                Render(body => view.TryRenderMedia(snapshot, track.Config.Name, skip: true, body));
                Render(body => view.TryRenderIFrames(snapshot, track.Config.Name, body));
            }
        }

        Render(body => new DashView(PrefixStabilityTests.Options("dash", cell), TimeSpan.Zero).TryRender(snapshot, body));
        return [.. rendered];

        void Render(Func<IBufferWriter<byte>, bool> render)
        {
            var body = new ArrayBufferWriter<byte>();
            rendered.Add(render(body) ? System.Text.Encoding.UTF8.GetString(body.WrittenSpan) : "nothing");
        }
    }

    private static HashSet<string> Uris(Listing listing, string kind) =>
    [
        .. listing.Segments.Where(segment => !segment.Gap).SelectMany(segment => kind == "iframes" ? new[] { segment.Uri } : segment.Map is null ? [segment.Uri] : [segment.Uri, segment.Map]),
        .. listing.Parts.Select(part => part.Uri),
    ];

    private static async Task AssertAgreesAsync(MediaLog log, LogSnapshot snapshot, TrackSnapshot track, SegmentGrid grid, Listing listing)
    {
        Assert.All(listing.Segments, segment => Assert.True(decimal.Round(segment.Duration, MidpointRounding.AwayFromZero) <= listing.Target, $"{segment} in {listing.Target}"));
        Assert.All(listing.Parts, part => Assert.True(listing.PartTarget is null || part.Duration <= listing.PartTarget, $"{part} in {listing.PartTarget}"));
        (Listed Listed, Segment Segment, decimal At)? before = null;
        decimal at = 0;
        foreach (var listed in listing.Segments)
        {
            if (!listed.Gap)
            {
                var segment = Segmenter.Find(track, grid, listed.Number, snapshot.Ended)!.Value;
                if (before is { } last && last.Listed.DiscontinuitySequence == listed.DiscontinuitySequence && last.Segment.Generation == segment.Generation)
                {
                    var apart = (segment.PresentationTicks - last.Segment.PresentationTicks) / (decimal)track.Config.Timescale;
                    Assert.True(Math.Abs(at - last.At - apart) < 0.0001m * (listed.Number - last.Listed.Number + 1), $"{last.Listed} and {listed} are {apart} s apart");
                }

                before = (listed, segment, at);
                var parts = listing.Parts.Where(part => part.Number == listed.Number).ToList();
                if (parts.Count > 0)
                {
                    var whole = await Objects.RenderAsync(log, snapshot, grid, false, listed.Uri);
                    var joined = new List<byte>();
                    foreach (var part in parts)
                    {
                        joined.AddRange((await Objects.RenderAsync(log, snapshot, grid, false, part.Uri))!);
                    }

                    Assert.Equal(whole.AsSpan(Cmaf.CmafView.SegmentType.Length).ToArray(), joined);
                }
            }

            at += listed.Duration;
        }
    }

    private static List<(int Pid, long Ticks)> Demux(byte[] stream)
    {
        var demuxer = new TsDemuxer();
        var found = new List<(int, long)>();
        var rest = stream.AsSpan();
        while (true)
        {
            var status = demuxer.Read(rest, out var consumed, out var happened);
            rest = rest[consumed..];
            if (status != OperationStatus.Done)
            {
                break;
            }

            Add(happened);
        }

        while (demuxer.ReadEnd(out var happened))
        {
            Add(happened);
        }

        return found;

        void Add(TsEvent? happened)
        {
            if (happened is TsPesPacket packet)
            {
                // A packet of sound may hold several frames; each says its length.
                var frames = packet.StreamId is >= 0xC0 and < 0xE0 ? AdtsFrames(packet.Payload.Span) : 1;
                for (var frame = 0; frame < frames; frame++)
                {
                    found.Add((packet.Pid, (packet.PresentationTicks ?? 0) + ((long)frame * 1024 * 90_000 / 48_000)));
                }
            }
        }
    }

    private static int AdtsFrames(ReadOnlySpan<byte> payload)
    {
        var count = 0;
        while (payload.Length >= 7)
        {
            payload = payload[(((payload[3] & 3) << 11) | (payload[4] << 3) | (payload[5] >> 5))..];
            count++;
        }

        return count;
    }

    private static int FramesOf(TrackSnapshot track, Segment segment, int frameTicks)
    {
        long ticks = 0;
        for (var index = segment.FirstFragment; index < segment.FirstFragment + segment.FragmentCount; index++)
        {
            ticks += track.Fragments[index].DurationTicks;
        }

        return (int)(ticks / frameTicks);
    }

    private static int FramesIn(TrackSnapshot sound, Segment segment, uint timescale)
    {
        var from = new MediaTime(segment.PresentationTicks, timescale).Rescale(48_000).Ticks;
        var to = new MediaTime(segment.EndTicks, timescale).Rescale(48_000).Ticks;
        var count = 0;
        foreach (var fragment in sound.Fragments)
        {
            for (var at = fragment.PresentationTicks; at < fragment.PresentationTicks + fragment.DurationTicks; at += 1024)
            {
                count += at >= from && at < to ? 1 : 0;
            }
        }

        return count;
    }
}
