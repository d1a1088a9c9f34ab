using Headwater.Log.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Log.Tests;

/// <summary>What a log does, on every storage.</summary>
public abstract class MediaLogConformance
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected static MediaLogOptions SmallExtents => new() { ExtentBytes = 4096, RetentionPromise = TimeSpan.FromHours(1) };

    protected abstract ILogStorage OpenStorage();

    protected ValueTask<MediaLog> OpenAsync(MediaLogOptions? options = null) =>
        MediaLog.OpenAsync(OpenStorage(), options ?? new(), new FakeTimeProvider(), null, Cancellation);

    [Fact]
    public async Task Snapshot_OfANewLog_IsEmpty()
    {
        await using var log = await OpenAsync();

        Assert.Equal(LogSnapshot.Empty.Describe(), log.Snapshot.Describe());
    }

    [Fact]
    public async Task Append_EveryKind_ShowsItWithItsNumber()
    {
        await using var log = await OpenAsync();

        Assert.Equal(new(AppendOutcome.Appended, 0), await log.AppendAsync(Records.Config(), Cancellation));
        Assert.Equal(new(AppendOutcome.Appended, 1), await log.AppendAsync(Records.Fragment(0), Cancellation));
        Assert.Equal(new(AppendOutcome.Appended, 2), await log.AppendAsync(Records.Marker(1), Cancellation));
        Assert.Equal(new(AppendOutcome.Appended, 3), await log.AppendAsync(new Discontinuity(), Cancellation));
        Assert.Equal(new(AppendOutcome.Appended, 4), await log.AppendAsync(Records.Config(version: 1), Cancellation));
        Assert.Equal(new(AppendOutcome.Appended, 5), await log.AppendAsync(Records.Fragment(1), Cancellation));
        Assert.Equal(new(AppendOutcome.Appended, 6), await log.AppendAsync(new End(), Cancellation));

        var snapshot = log.Snapshot;
        Assert.Equal((0, 7, true), (snapshot.FirstSequence, snapshot.NextSequence, snapshot.Ended));
        var track = Assert.Single(snapshot.Tracks);
        Assert.Equal(Records.Config(version: 1), track.Config);
        Assert.Equal([new(0, Records.Config()), new(1, Records.Config(version: 1))], track.Configs);
        Assert.Equal(
            [(1, 0, 3_000, 45_000, true, 0, 0), (5, 45_000, 48_000, 45_000, false, 1, 1)],
            track.Fragments.Select(f => ((int)f.Sequence, (int)f.DecodeTicks, (int)f.PresentationTicks, (int)f.DurationTicks, f.RandomAccess, f.Generation, f.Discontinuities)));
        var marker = Assert.Single(snapshot.Markers);
        Assert.Equal((2, MarkerKind.Scte35, new(45_000, 90_000)), (marker.Sequence, marker.Marker.Kind, marker.Marker.Time));
        Assert.Equal(Records.Marker(1).Payload.ToArray(), marker.Marker.Payload.ToArray());
        await log.AssertIntactAsync();
    }

    [Fact]
    public async Task Open_OfAClosedLog_ShowsTheSame()
    {
        string before;
        await using (var log = await OpenAsync(SmallExtents))
        {
            await FillAsync(log, 300);
            before = log.Snapshot.Describe();
        }

        await using var again = await OpenAsync(SmallExtents);

        Assert.Equal(before, again.Snapshot.Describe());
        await again.AssertIntactAsync();
    }

    [Fact]
    public async Task Append_AfterReopening_GoesOn()
    {
        await using (var log = await OpenAsync(SmallExtents))
        {
            await FillAsync(log, 30);
            await log.AppendAsync(new Discontinuity(), Cancellation);
        }

        await using var again = await OpenAsync(SmallExtents);
        var next = again.Snapshot.NextSequence;
        Assert.Equal(AppendResult.Unchanged, await again.AppendAsync(Records.Config(version: 29 / 10), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () => await again.AppendAsync(Records.Fragment(29), Cancellation));
        Assert.Equal(new(AppendOutcome.Appended, next), await again.AppendAsync(Records.Fragment(30), Cancellation));

        var newest = again.Snapshot.Tracks[0].Fragments[^1];
        Assert.Equal((next, 2, 4), (newest.Sequence, newest.Generation, newest.Discontinuities));
    }

    [Fact]
    public async Task Append_OfWhatIsInForce_ChangesNothing()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync(Records.Config(), Cancellation);
        await log.AppendAsync(new End(), Cancellation);
        var before = log.Snapshot.Describe();

        Assert.Equal(AppendResult.Unchanged, await log.AppendAsync(Records.Config(), Cancellation));
        Assert.Equal(AppendResult.Unchanged, await log.AppendAsync(new End(), Cancellation));
        Assert.Equal(AppendResult.Unchanged, await log.AppendAsync([], Cancellation));
        Assert.Equal(before, log.Snapshot.Describe());

        Assert.Equal(new(AppendOutcome.Appended, 2), await log.AppendAsync(new Discontinuity(), Cancellation));
        Assert.False(log.Snapshot.Ended);
    }

    [Fact]
    public async Task Append_ABatch_ShowsAllAtOnceAndNumbersTheFirst()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync(Records.Config(), Cancellation);
        var waiting = log.WaitForAsync(snapshot => snapshot.NextSequence > 1, Cancellation);

        var result = await log.AppendAsync([Records.Config(), Records.Config(2), Records.Fragment(0), Records.Fragment(0, 2), Records.Fragment(1)], Cancellation);

        Assert.Equal(new(AppendOutcome.Appended, 1), result);
        Assert.Equal(5, (await waiting).NextSequence);
        await log.AssertIntactAsync();
    }

    [Fact]
    public async Task Append_ABatchWithAMistake_StoresNoneOfIt()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync(Records.Config(), Cancellation);
        var before = log.Snapshot.Describe();

        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await log.AppendAsync([Records.Fragment(5), Records.Config(2), new Discontinuity(), Records.Fragment(4)], Cancellation));

        Assert.Equal(before, log.Snapshot.Describe());
        Assert.Equal(new(AppendOutcome.Appended, 1), await log.AppendAsync(Records.Fragment(0), Cancellation));
        Assert.Equal((0, 0), (log.Snapshot.Tracks[0].Fragments[0].Generation, log.Snapshot.Tracks[0].Fragments[0].Discontinuities));
    }

    public static TheoryData<string, LogRecord> Mistakes => new()
    {
        { "unknown track", Records.Fragment(10, 3) },
        { "same decode time", Records.Fragment(9) },
        { "earlier decode time", Records.Fragment(8) },
        { "earlier on another timescale", Records.Fragment(6, 2) },
        { "no duration", Records.Fragment(10) with { DurationTicks = 0 } },
        { "negative duration", Records.Fragment(10) with { DurationTicks = -1 } },
        { "presented before decoded", Records.Fragment(10) with { PresentationTicks = 449_999 } },
        { "decode time beyond range", Records.Fragment(10) with { DecodeTicks = long.MaxValue, PresentationTicks = long.MaxValue } },
        { "end beyond range", Records.Fragment(10) with { DurationTicks = long.MaxValue } },
        { "payload too long", Records.Fragment(10) with { Payload = new byte[(32 << 20) + 1] } },
        { "track 0", Records.Config(0) },
        { "no timescale", Records.Config(5, timescale: 0) },
        { "name taken", Records.Config(5, "v1") },
        { "track renamed", Records.Config(1, "other") },
        { "name empty", Records.Config(5, "") },
        { "name with slash", Records.Config(5, "a/b") },
        { "name too long", Records.Config(5, new string('a', 65)) },
        { "codecs too long", Records.Config(5) with { CodecString = new string('a', 257) } },
        { "header too long", Records.Config(5) with { Header = new byte[(128 << 10) + 1] } },
        { "marker of no kind", Records.Marker(1, 0) },
        { "marker without timescale", Records.Marker(1) with { Time = new(1, 0) } },
        { "marker too long", Records.Marker(1) with { Payload = new byte[(1 << 20) + 1] } },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public async Task Append_AWritersMistake_Throws(string mistake, LogRecord record)
    {
        await using var log = await OpenAsync();
        await log.AppendAsync(Records.Config(), Cancellation);
        await log.AppendAsync(Records.Config(2), Cancellation);
        await log.AppendAsync(Records.Fragment(9), Cancellation);
        await log.AppendAsync(Records.Fragment(9, 2), Cancellation);
        await log.AppendAsync(Records.Config(2, timescale: 60_000), Cancellation);
        var before = log.Snapshot.Describe();

        var thrown = await Assert.ThrowsAsync<ArgumentException>(async () => await log.AppendAsync(record, Cancellation));

        Assert.True(thrown.Message.Length > 20, mistake);
        Assert.Equal(before, log.Snapshot.Describe());
    }

    [Fact]
    public async Task Append_LaterOnAnotherTimescale_IsNotAMistake()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync(Records.Config(), Cancellation);
        await log.AppendAsync(Records.Fragment(9), Cancellation);
        await log.AppendAsync(Records.Config(timescale: 1_000), Cancellation);

        await log.AppendAsync(Records.Fragment(0) with { DecodeTicks = 4_501, PresentationTicks = 4_501, DurationTicks = 500 }, Cancellation);

        Assert.Equal(2, log.Snapshot.Tracks[0].Fragments.Count);
    }

    [Fact]
    public async Task Append_OfBorrowedMemory_KeepsNoneOfIt()
    {
        await using var log = await OpenAsync();
        var config = Records.Config();
        var (header, marker, fragment) = (config.Header.ToArray(), Records.Marker(0).Payload.ToArray(), Records.Fragment(0).Payload.ToArray());
        await log.AppendAsync(config with { Header = header }, Cancellation);
        await log.AppendAsync(Records.Marker(0) with { Payload = marker }, Cancellation);
        await log.AppendAsync(Records.Fragment(0) with { Payload = fragment }, Cancellation);

        Array.Clear(header);
        Array.Clear(marker);
        Array.Clear(fragment);

        Assert.Equal(Records.Config(), log.Snapshot.Tracks[0].Config);
        Assert.Equal(Records.Marker(0).Payload.ToArray(), log.Snapshot.Markers[0].Marker.Payload.ToArray());
        await log.AssertIntactAsync();
        Assert.Equal(AppendResult.Unchanged, await log.AppendAsync(Records.Config(), Cancellation));
    }

    [Fact]
    public async Task Append_WithACancelledToken_WritesNothing()
    {
        await using var log = await OpenAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await log.AppendAsync(Records.Config(), new CancellationToken(true)));

        Assert.Equal(0, log.Snapshot.NextSequence);
    }

    [Fact]
    public async Task Tracks_AppendedInAnyOrder_AreInOrderOfTheirNumbers()
    {
        await using var log = await OpenAsync();
        foreach (var track in (int[])[7, 1, 200, 3])
        {
            await log.AppendAsync(Records.Config(track), Cancellation);
        }

        Assert.Equal([1, 3, 7, 200], log.Snapshot.Tracks.Select(track => track.Config.Track));
        Assert.Equal(200, log.Snapshot.FindTrack("v200")!.Config.Track);
    }

    [Fact]
    public async Task Snapshot_OfTheSameHead_IsTheSameObject()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync(Records.Config(), Cancellation);

        var snapshot = log.Snapshot;
        Assert.Same(snapshot, log.Snapshot);

        await log.AppendAsync(Records.Fragment(0), Cancellation);
        Assert.NotSame(snapshot, log.Snapshot);
    }

    [Fact]
    public async Task Snapshot_Taken_NeverChanges()
    {
        await using var log = await OpenAsync(SmallExtents with { RetentionPromise = TimeSpan.FromSeconds(60) });
        List<(LogSnapshot Snapshot, string Picture)> taken = [];
        for (var n = 0; n < 2_000; n += 100)
        {
            await log.AppendAsync(Records.Config(version: (byte)(n / 500)), Cancellation);
            for (var m = n; m < n + 100; m++)
            {
                await log.AppendAsync(Records.Fragment(m), Cancellation);
            }

            await log.AppendAsync(Records.Marker(n), Cancellation);
            taken.Add((log.Snapshot, log.Snapshot.Describe()));
        }

        Assert.All(taken, one => Assert.Equal(one.Picture, one.Snapshot.Describe()));
        Assert.True(log.Snapshot.FirstSequence > 1_000);
    }

    [Fact]
    public async Task Retention_ByTime_DropsWholeExtentsBeyondThePromiseOnly()
    {
        var promise = TimeSpan.FromSeconds(60);
        await using var log = await OpenAsync(new() { RetentionPromise = promise, ExtentDuration = TimeSpan.FromSeconds(10) });
        await log.AppendAsync(Records.Config(), Cancellation);
        PayloadLocation? first = null;
        for (var n = 0; n < 1_000; n++)
        {
            await log.AppendAsync(Records.Fragment(n), Cancellation);
            var fragments = log.Snapshot.Tracks[0].Fragments;
            first ??= fragments[0].Location;
            var kept = (fragments[^1].DecodeTicks + 45_000 - fragments[0].DecodeTicks) / 90_000d;
            Assert.InRange(kept, Math.Min(60, (n + 1) / 2d), 70);
        }

        Assert.Null(await log.ReadAsync(first!.Value));
        Assert.Equal(log.Snapshot.FirstSequence, log.Snapshot.Tracks[0].Fragments[0].Location.Extent);
        await log.AssertIntactAsync();
    }

    [Fact]
    public async Task Retention_ByBytes_StaysWithinThem()
    {
        await using var log = await OpenAsync(new() { MaximumBytes = 200_000 });
        await log.AppendAsync(Records.Config(), Cancellation);
        for (var n = 0; n < 300; n++)
        {
            await log.AppendAsync(Records.Fragment(n, payloadBytes: 5_000), Cancellation);
            Assert.InRange(log.StoredBytes, 0, 200_000);
        }

        Assert.InRange(log.StoredBytes, 140_000, 200_000);
        Assert.InRange(log.Snapshot.Tracks[0].Fragments.Count, 28, 40);
        await log.AssertIntactAsync();
    }

    [Fact]
    public async Task Retention_ChangedWhileRunning_TakesEffectWithTheNextAppend()
    {
        await using var log = await OpenAsync(new() { ExtentDuration = TimeSpan.FromSeconds(5) });
        await log.AppendAsync(Records.Config(), Cancellation);
        for (var n = 0; n < 200; n++)
        {
            await log.AppendAsync(Records.Fragment(n), Cancellation);
        }

        log.SetRetention(TimeSpan.FromSeconds(20), null);
        Assert.Equal(200, log.Snapshot.Tracks[0].Fragments.Count);
        await log.AppendAsync(Records.Fragment(200), Cancellation);
        Assert.InRange(log.Snapshot.Tracks[0].Fragments.Count, 40, 50);

        log.SetRetention(TimeSpan.FromSeconds(40), null);
        for (var n = 201; n < 300; n++)
        {
            await log.AppendAsync(Records.Fragment(n), Cancellation);
        }

        Assert.InRange(log.Snapshot.Tracks[0].Fragments.Count, 80, 90);
        Assert.Throws<ArgumentException>(() => log.SetRetention(TimeSpan.Zero, null));
        Assert.Throws<ArgumentException>(() => log.SetRetention(TimeSpan.FromSeconds(1), 10));
    }

    [Fact]
    public async Task Retention_AcrossReopening_ShowsTheSame()
    {
        var options = SmallExtents with { RetentionPromise = TimeSpan.FromSeconds(60) };
        string before;
        await using (var log = await OpenAsync(options))
        {
            await log.AppendAsync(Records.Config(2), Cancellation);
            await log.AppendAsync(Records.Fragment(1, 2), Cancellation);
            await FillAsync(log, 1_000);
            before = log.Snapshot.Describe();
        }

        await using var again = await OpenAsync(options);

        Assert.Equal(before, again.Snapshot.Describe());
        // The track whose every fragment is dropped still knows where it stood.
        await Assert.ThrowsAsync<ArgumentException>(async () => await again.AppendAsync(Records.Fragment(1, 2), Cancellation));
        await again.AssertIntactAsync();
    }

    [Fact]
    public async Task Read_IntoTooLittle_IsTheCallersMistake()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync([Records.Config(), Records.Fragment(0)], Cancellation);

        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await log.ReadAsync(log.Snapshot.Tracks[0].Fragments[0].Location, new byte[39], Cancellation));
    }

    [Fact]
    public async Task Read_OfMoreExtentsThanMayBeOpen_ReadsThemAll()
    {
        await using (var log = await OpenAsync(SmallExtents))
        {
            await FillAsync(log, 400);
        }

        await using var again = await OpenAsync(SmallExtents with { OpenExtents = 2 });

        Assert.True(again.Snapshot.Tracks[0].Fragments.Select(fragment => fragment.Location.Extent).Distinct().Count() > 8);
        await again.AssertIntactAsync();
        await again.AssertIntactAsync();
    }

    [Fact]
    public async Task WaitFor_WhatIsThere_CompletesAtOnce()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync(Records.Config(), Cancellation);

        Assert.True(log.WaitForAsync(0, Cancellation).AsTask().IsCompletedSuccessfully);
        Assert.True(log.WaitForAsync(snapshot => snapshot.Tracks.Count == 1, Cancellation).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task WaitFor_ANumber_ReturnsWhenItIsThere()
    {
        await using var log = await OpenAsync();
        var waiting = log.WaitForAsync(2, Cancellation).AsTask();

        await log.AppendAsync(Records.Config(), Cancellation);
        await log.AppendAsync(Records.Fragment(0), Cancellation);
        Assert.False(waiting.IsCompleted);
        await log.AppendAsync(Records.Fragment(1), Cancellation);

        Assert.Equal(3, (await waiting).NextSequence);
    }

    [Fact]
    public async Task WaitFor_AnEndedLog_ReturnsAtTheEnd()
    {
        await using var log = await OpenAsync();
        var byNumber = log.WaitForAsync(100, Cancellation);
        var byPredicate = log.WaitForAsync(_ => false, Cancellation);

        await log.AppendAsync(new End(), Cancellation);

        Assert.True((await byNumber).Ended);
        Assert.True((await byPredicate).Ended);
        Assert.True((await log.WaitForAsync(100, Cancellation)).Ended);
    }

    [Fact]
    public async Task WaitFor_Cancelled_Ends()
    {
        await using var log = await OpenAsync();
        using var cancellation = new CancellationTokenSource();
        var byNumber = log.WaitForAsync(100, cancellation.Token);
        var byPredicate = log.WaitForAsync(_ => false, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await byNumber);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await byPredicate);
    }

    [Fact]
    public async Task WaitFor_APredicateThatThrows_ThrowsItAndSparesTheOthers()
    {
        await using var log = await OpenAsync();
        var faulty = log.WaitForAsync(snapshot => snapshot.NextSequence > 0 ? throw new FormatException() : false, Cancellation);
        var other = log.WaitForAsync(0, Cancellation);

        await log.AppendAsync(Records.Config(), Cancellation);

        await Assert.ThrowsAsync<FormatException>(async () => await faulty);
        Assert.Equal(1, (await other).NextSequence);
    }

    [Fact]
    public async Task Dispose_EndsEveryWaitAndRefusesWhatFollows()
    {
        var log = await OpenAsync();
        await log.AppendAsync([Records.Config(), Records.Fragment(0)], Cancellation);
        var byNumber = log.WaitForAsync(100, Cancellation);
        var byPredicate = log.WaitForAsync(_ => false, Cancellation);
        var location = log.Snapshot.Tracks[0].Fragments[0].Location;

        await log.DisposeAsync();
        await log.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await byNumber);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await byPredicate);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.WaitForAsync(100, Cancellation));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.AppendAsync(new End(), Cancellation));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.ReadAsync(location));
        Assert.Equal(2, log.Snapshot.NextSequence);
    }

    [Fact]
    public async Task WaitFor_TenThousand_AreAllWokenByOneAppend()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync(Records.Config(), Cancellation);
        using var cancellation = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 10_000)
            .Select(n => n % 2 == 0 ? log.WaitForAsync(5, cancellation.Token).AsTask() : log.WaitForAsync(snapshot => snapshot.NextSequence > 5, cancellation.Token).AsTask())
            .ToList();

        for (var n = 0; n < 4; n++)
        {
            await log.AppendAsync(Records.Fragment(n), Cancellation);
        }

        Assert.DoesNotContain(waiting, wait => wait.IsCompleted);
        await log.AppendAsync(Records.Fragment(4), Cancellation);

        var woken = await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromMinutes(2), Cancellation);
        Assert.All(woken, snapshot => Assert.Equal(6, snapshot.NextSequence));
    }

    [Fact]
    public async Task Readers_BesideTheWriter_SeeOnlyWholeRecordsInOrder()
    {
        const int Fragments = 3_000;
        await using var log = await OpenAsync(SmallExtents with { RetentionPromise = TimeSpan.FromSeconds(300), ExtentBytes = 16_384, OpenExtents = 3 });
        await log.AppendAsync([Records.Config(), Records.Config(2)], Cancellation);
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(ReadAllAsync)).ToList();

        for (var n = 0; n < Fragments; n++)
        {
            await log.AppendAsync(Records.Fragment(n, 1 + (n % 2), 100 + (n % 900)), Cancellation);
            if (n % 100 == 0)
            {
                await Task.Yield();
            }
        }

        await log.AppendAsync(new End(), Cancellation);
        var read = await Task.WhenAll(readers).WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        Assert.All(read, count => Assert.InRange(count, 500, Fragments));

        async Task<int> ReadAllAsync()
        {
            var (next, count) = (0L, 0);
            while (true)
            {
                var snapshot = await log.WaitForAsync(next, Cancellation);
                foreach (var track in snapshot.Tracks)
                {
                    var before = long.MinValue;
                    foreach (var fragment in track.Fragments)
                    {
                        Assert.True(fragment.DecodeTicks > before);
                        before = fragment.DecodeTicks;
                        if (fragment.Sequence >= next && await log.ReadAsync(fragment.Location) is { } payload)
                        {
                            Assert.Equal(Records.Payload(track.Config.Track, fragment.DecodeTicks, payload.Length), payload);
                            count++;
                        }
                    }
                }

                if (snapshot.Ended)
                {
                    return count;
                }

                next = snapshot.NextSequence;
            }
        }
    }

    /// <summary>Fragments 0 to n-1 with a new configuration and a discontinuity every tenth and a marker every seventh.</summary>
    protected static async Task FillAsync(MediaLog log, int fragments)
    {
        for (var n = 0; n < fragments; n++)
        {
            if (n % 10 == 0)
            {
                await log.AppendAsync(Records.Config(version: (byte)(n / 10)), Cancellation);
                await log.AppendAsync(new Discontinuity(), Cancellation);
            }

            if (n % 7 == 0)
            {
                await log.AppendAsync(Records.Marker(n), Cancellation);
            }

            await log.AppendAsync(Records.Fragment(n), Cancellation);
        }
    }
}
