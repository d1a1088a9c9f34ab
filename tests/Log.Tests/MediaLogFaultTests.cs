using Headwater.Log.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Log.Tests;

/// <summary>A storage that is full or fails costs what could not be stored, and nothing else.</summary>
public sealed class MediaLogFaultTests
{
    private readonly MemoryLogStorage _memory = new();
    private readonly List<LogAlert> _alerts = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Extents of a few seconds, none of which may be given up.</summary>
    private static MediaLogOptions KeepsItsPromise => new()
    {
        ExtentBytes = 4096,
        RetentionPromise = TimeSpan.FromHours(1),
        RetentionFloor = TimeSpan.FromHours(1),
    };

    [Fact]
    public async Task Append_WhenFullWithinThePromise_DropsCountsAndSaysSoOnce()
    {
        var storage = new FullStorage(_memory);
        await using var log = await OpenAsync(storage, KeepsItsPromise);
        await FillAsync(log, 0, 50);
        var before = log.Snapshot.Describe();
        storage.CapacityBytes = await StoredBytesAsync() + 60;

        for (var n = 50; n < 55; n++)
        {
            Assert.Equal(AppendResult.Dropped, await log.AppendAsync(Records.Fragment(n), Cancellation));
        }

        Assert.Equal(before, log.Snapshot.Describe());
        Assert.Equal(5, log.DroppedRecords);
        Assert.IsType<LogAlert.DiskFull>(Assert.Single(_alerts));
        await log.AssertIntactAsync();
    }

    [Fact]
    public async Task Append_WhenSpaceReturns_GoesOnInANewExtentWithTheGapAsItIs()
    {
        var storage = new FullStorage(_memory);
        string expected;
        await using (var log = await OpenAsync(storage, KeepsItsPromise))
        {
            await FillAsync(log, 0, 50);
            var next = log.Snapshot.NextSequence;
            storage.CapacityBytes = await StoredBytesAsync() + 60;
            await log.AppendAsync(Records.Fragment(50), Cancellation);
            await log.AppendAsync(Records.Fragment(51), Cancellation);
            storage.CapacityBytes = long.MaxValue;

            Assert.Equal(new(AppendOutcome.Appended, next), await log.AppendAsync(Records.Fragment(52), Cancellation));

            var fragments = log.Snapshot.Tracks[0].Fragments;
            Assert.Equal([(next - 1, 49 * 45_000), (next, 52 * 45_000)], fragments.TakeLast(2).Select(f => (f.Sequence, (int)f.DecodeTicks)));
            Assert.Equal(next, fragments[^1].Location.Extent);
            Assert.Equal([new LogAlert.DiskFull(), new LogAlert.StorageRecovered(2)], _alerts);
            await log.AssertIntactAsync();
            expected = log.Snapshot.Describe();
        }

        await AssertReopensAsAsync(expected);
    }

    [Fact]
    public async Task Append_WhenAConfigurationWasRefused_StoresItBeforeWhatReliesOnIt()
    {
        var storage = new FullStorage(_memory);
        string expected;
        await using (var log = await OpenAsync(storage, KeepsItsPromise))
        {
            await FillAsync(log, 0, 5);
            storage.CapacityBytes = 0;
            Assert.Equal(AppendResult.Dropped, await log.AppendAsync(Records.Config(version: 1), Cancellation));
            Assert.Equal(AppendResult.Dropped, await log.AppendAsync(new Discontinuity(), Cancellation));
            Assert.Equal(AppendResult.Dropped, await log.AppendAsync(Records.Config(version: 2), Cancellation));
            Assert.Equal(AppendResult.Dropped, await log.AppendAsync(Records.Fragment(5), Cancellation));
            storage.CapacityBytes = long.MaxValue;

            Assert.Equal(new(AppendOutcome.Appended, 8), await log.AppendAsync(Records.Fragment(6), Cancellation));

            var newest = log.Snapshot.Tracks[0].Fragments[^1];
            Assert.Equal((8, 1, 1), (newest.Sequence, newest.Generation, newest.Discontinuities));
            Assert.Equal(Records.Config(version: 2), log.Snapshot.Tracks[0].FindConfig(1));
            Assert.Equal(4, log.DroppedRecords);
            expected = log.Snapshot.Describe();
        }

        await AssertReopensAsAsync(expected);
    }

    [Fact]
    public async Task Append_WhenFullAndTheFloorAllows_GivesUpTheOldest()
    {
        var storage = new FullStorage(_memory);
        await using var log = await OpenAsync(storage, KeepsItsPromise with { RetentionFloor = TimeSpan.FromSeconds(20) });
        await FillAsync(log, 0, 200);
        storage.CapacityBytes = await StoredBytesAsync();

        await FillAsync(log, 200, 500);

        var snapshot = log.Snapshot;
        Assert.Equal(0, log.DroppedRecords);
        Assert.Equal(499 * 45_000, snapshot.Tracks[0].Fragments[^1].DecodeTicks);
        Assert.True(snapshot.FirstSequence > 200);
        var alert = Assert.IsType<LogAlert.RetentionShortened>(Assert.Single(_alerts));
        Assert.Equal(TimeSpan.FromHours(1), alert.Promised);
        Assert.InRange(alert.Kept, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(100));
        await log.AssertIntactAsync();
    }

    [Fact]
    public async Task Append_WhenFullWhileALateFlushHoldsTheRoom_WaitsForItAndGivesUpOneExtent()
    {
        var storage = new SlowlyFlushedStorage(_memory);
        await using var log = await OpenAsync(storage, KeepsItsPromise with { RetentionFloor = TimeSpan.FromSeconds(20) });
        var gate = new TaskCompletionSource();
        storage.Gate = gate.Task;
        await FillAsync(log, 0, 300);
        var second = log.Snapshot.Tracks[0].Fragments.First(fragment => fragment.Location.Extent > 0).Location.Extent;
        storage.IsFull = true;

        var append = log.AppendAsync(Records.Fragment(300), Cancellation).AsTask();
        Assert.False(append.IsCompleted);
        gate.SetResult();

        Assert.Equal(AppendOutcome.Appended, (await append).Outcome);
        Assert.Equal(second, log.Snapshot.FirstSequence);
        Assert.IsType<LogAlert.RetentionShortened>(Assert.Single(_alerts));
    }

    [Fact]
    public async Task Append_WhenFullDownToTheFloor_DropsTheNew()
    {
        var storage = new FullStorage(_memory);
        await using var log = await OpenAsync(storage, KeepsItsPromise with { RetentionFloor = TimeSpan.FromSeconds(20) });
        await FillAsync(log, 0, 200);
        storage.CapacityBytes = 0;

        Assert.Equal(AppendResult.Dropped, await log.AppendAsync(Records.Fragment(200), Cancellation));

        var fragments = log.Snapshot.Tracks[0].Fragments;
        Assert.InRange(fragments.Count, 40, 100);
        Assert.Equal(199 * 45_000, fragments[^1].DecodeTicks);
        Assert.IsType<LogAlert.DiskFull>(_alerts[^1]);
    }

    [Fact]
    public async Task Append_WhenFullAfterThePromiseWasShortened_GivesUpWhatIsBeyondIt()
    {
        var storage = new FullStorage(_memory);
        await using var log = await OpenAsync(storage, KeepsItsPromise);
        await FillAsync(log, 0, 200);
        storage.CapacityBytes = await StoredBytesAsync();
        log.SetRetention(TimeSpan.FromSeconds(30), null);

        await FillAsync(log, 200, 260);

        Assert.Equal(0, log.DroppedRecords);
        Assert.Empty(_alerts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(55)]
    [InlineData(57)]
    [InlineData(10_000)]
    public async Task Append_WhenTheWriteIsTorn_IsStoredOnceInANewExtent(int tornAfterBytes)
    {
        foreach (var refusesTruncation in (bool[])[false, true])
        {
            var memory = new MemoryLogStorage();
            var storage = new TornStorage(memory) { RefusesTruncation = refusesTruncation };
            string expected;
            await using (var log = await MediaLog.OpenAsync(storage, KeepsItsPromise, new FakeTimeProvider(), _alerts.Add, Cancellation))
            {
                await FillAsync(log, 0, 10);
                var next = log.Snapshot.NextSequence;
                storage.TearAfterBytes = tornAfterBytes;

                Assert.Equal(new(AppendOutcome.Appended, next), await log.AppendAsync(Records.Fragment(10), Cancellation));

                Assert.Equal(next, log.Snapshot.Tracks[0].Fragments[^1].Location.Extent);
                Assert.Equal(0, log.DroppedRecords);
                await FillAsync(log, 11, 20);
                await log.AssertIntactAsync();
                expected = log.Snapshot.Describe();
            }

            _alerts.Clear();
            await using var again = await MediaLog.OpenAsync(memory, KeepsItsPromise, new FakeTimeProvider(), _alerts.Add, Cancellation);
            Assert.Equal(expected, again.Snapshot.Describe());
            Assert.Empty(_alerts);
            await again.AssertIntactAsync();
        }
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(3, 0, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(7, 3, 5)]
    public async Task Append_WhenTheStorageFails_TriesOnceMoreAndThenDrops(int writes, int creates, int expectedDrops)
    {
        var storage = new FailingStorage(_memory);
        string expected;
        await using (var log = await OpenAsync(storage, KeepsItsPromise))
        {
            await FillAsync(log, 0, 10);
            (storage.WritesToFail, storage.CreatesToFail) = (writes, creates);

            for (var n = 10; n < 20; n++)
            {
                await log.AppendAsync(Records.Fragment(n), Cancellation);
            }

            Assert.Equal(expectedDrops, log.DroppedRecords);
            Assert.Equal(20 - expectedDrops, log.Snapshot.Tracks[0].Fragments.Count);
            Assert.IsType<LogAlert.StorageFault>(_alerts[0]);
            Assert.Equal(new LogAlert.StorageRecovered(expectedDrops), _alerts[1]);
            Assert.Equal(2, _alerts.Count);
            await log.AssertIntactAsync();
            expected = log.Snapshot.Describe();
        }

        await AssertReopensAsAsync(expected);
    }

    [Fact]
    public async Task Append_WhenAnExtentCannotBeDeleted_DropsItFromTheSnapshotAndSaysSo()
    {
        var storage = new FailingStorage(_memory) { DeletesToFail = 1 };
        await using var log = await OpenAsync(storage, KeepsItsPromise with { RetentionPromise = TimeSpan.FromSeconds(30) });

        await FillAsync(log, 0, 300);

        Assert.IsType<LogAlert.StorageFault>(Assert.Single(_alerts));
        Assert.Equal(0, log.DroppedRecords);
        Assert.InRange(log.Snapshot.Tracks[0].Fragments.Count, 60, 120);
    }

    [Fact]
    public async Task Flush_WhenItFails_MovesTheWriterToANewExtent()
    {
        var storage = new FailingStorage(_memory) { FlushesToFail = 1 };
        var clock = new FakeTimeProvider();
        var faulted = new TaskCompletionSource<LogAlert>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var log = await MediaLog.OpenAsync(storage, KeepsItsPromise, clock, faulted.SetResult, Cancellation);
        await FillAsync(log, 0, 3);

        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.IsType<LogAlert.StorageFault>(await faulted.Task.WaitAsync(TimeSpan.FromMinutes(2), Cancellation));
        await log.AppendAsync(Records.Fragment(3), Cancellation);

        Assert.Equal([0, 0, 0, 4], log.Snapshot.Tracks[0].Fragments.Select(fragment => fragment.Location.Extent));
        await log.AssertIntactAsync();
    }

    [Fact]
    public async Task Flush_ComesAfterTheIntervalAtTheRollAndAtTheEnd()
    {
        var storage = new FlushNotingStorage(_memory);
        var clock = new FakeTimeProvider();
        var log = await MediaLog.OpenAsync(storage, KeepsItsPromise with { FlushInterval = TimeSpan.FromSeconds(2) }, clock, _alerts.Add, Cancellation);
        await FillAsync(log, 0, 2);
        clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Empty(storage.Flushed);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(await storage.NextFlushAsync());

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([0], storage.Flushed);

        await FillAsync(log, 2, 60);
        Assert.True(await storage.NextFlushAsync());
        var second = log.Snapshot.Tracks[0].Fragments[^1].Location.Extent;
        Assert.NotEqual(0, second);
        Assert.Equal([0, 0], storage.Flushed);

        await log.DisposeAsync();
        Assert.Equal([0, 0, second], storage.Flushed);
    }

    [Fact]
    public async Task Open_WhenTheStorageFails_GivesItBack()
    {
        var storage = new FailingStorage(_memory) { DeletesToFail = 1 };
        using (var torn = await _memory.CreateAsync(0, Cancellation))
        {
            await torn.WriteAsync(0, new byte[] { 1 }, Cancellation);
        }

        await Assert.ThrowsAsync<IOException>(async () => await OpenAsync(storage, KeepsItsPromise));

        await using var log = await OpenAsync(storage, KeepsItsPromise);
        Assert.Equal([new LogAlert.TornTailDropped(0, 1)], _alerts);
    }

    private static async Task FillAsync(MediaLog log, int from, int to)
    {
        await log.AppendAsync(Records.Config(), Cancellation);
        for (var n = from; n < to; n++)
        {
            Assert.Equal(AppendOutcome.Appended, (await log.AppendAsync(Records.Fragment(n), Cancellation)).Outcome);
        }
    }

    private ValueTask<MediaLog> OpenAsync(ILogStorage storage, MediaLogOptions options) =>
        MediaLog.OpenAsync(storage, options, new FakeTimeProvider(), _alerts.Add, Cancellation);

    private async Task<long> StoredBytesAsync() => (await _memory.ListAsync(Cancellation)).Sum(stored => stored.LengthBytes);

    private async Task AssertReopensAsAsync(string expected)
    {
        _alerts.Clear();
        await using var again = await OpenAsync(_memory, KeepsItsPromise);
        Assert.Equal(expected, again.Snapshot.Describe());
        Assert.Empty(_alerts);
        await again.AssertIntactAsync();
    }
}
