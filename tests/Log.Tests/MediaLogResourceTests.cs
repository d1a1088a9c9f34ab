using Headwater.Log.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Log.Tests;

/// <summary>Who may write when, and what stays open how long.</summary>
public sealed class MediaLogResourceTests
{
    private static readonly MediaLogOptions SmallExtents = new() { ExtentBytes = 4096, RetentionPromise = TimeSpan.FromHours(1), OpenExtents = 3 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_WhileAnotherIsUnderWay_IsTheWritersMistake()
    {
        var storage = new SlowStorage(new MemoryLogStorage());
        await using var log = await MediaLog.OpenAsync(storage, SmallExtents, new FakeTimeProvider(), null, Cancellation);
        var gate = new TaskCompletionSource();
        storage.Gate = gate.Task;
        var first = log.AppendAsync(Records.Config(), Cancellation).AsTask();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await log.AppendAsync(Records.Config(2), Cancellation));
        Assert.Equal(0, log.Snapshot.NextSequence);
        gate.SetResult();

        Assert.Equal(new(AppendOutcome.Appended, 0), await first);
        Assert.Equal(new(AppendOutcome.Appended, 1), await log.AppendAsync(Records.Config(2), Cancellation));
    }

    [Fact]
    public async Task Read_WhileTheWriterWaitsForTheStorage_IsNotHeldUp()
    {
        var storage = new SlowStorage(new MemoryLogStorage());
        await using var log = await MediaLog.OpenAsync(storage, SmallExtents, new FakeTimeProvider(), null, Cancellation);
        await log.AppendAsync([Records.Config(), Records.Fragment(0)], Cancellation);
        var gate = new TaskCompletionSource();
        storage.Gate = gate.Task;
        var append = log.AppendAsync(Records.Fragment(1), Cancellation).AsTask();

        Assert.Equal(2, log.Snapshot.NextSequence);
        await log.AssertIntactAsync();
        Assert.False(append.IsCompleted);

        gate.SetResult();
        await append;
    }

    [Fact]
    public async Task Extents_ReadAndDropped_AreClosedAgain()
    {
        var memory = new MemoryLogStorage();
        var storage = new OpenCountingStorage(memory);
        var log = await MediaLog.OpenAsync(storage, SmallExtents, new FakeTimeProvider(), null, Cancellation);
        await log.AppendAsync(Records.Config(), Cancellation);
        for (var n = 0; n < 500; n++)
        {
            await log.AppendAsync(Records.Fragment(n), Cancellation);
        }

        await log.AssertIntactAsync();
        // Flushes of closed extents may still be under way, each with its extent open.
        Assert.True(SpinWait.SpinUntil(() => storage.Open <= 4, TimeSpan.FromMinutes(2)), $"{storage.Open} extents are open.");
        Assert.True((await memory.ListAsync(Cancellation)).Count > 10);

        log.SetRetention(TimeSpan.FromSeconds(1), null);
        await log.AppendAsync(Records.Fragment(500), Cancellation);
        Assert.InRange((await memory.ListAsync(Cancellation)).Count, 1, 2);

        await log.DisposeAsync();
        Assert.Equal(0, storage.Open);
    }

    [Fact]
    public async Task Extents_OpenedForRecovery_AreClosedAgain()
    {
        var memory = new MemoryLogStorage();
        await using (var log = await MediaLog.OpenAsync(memory, SmallExtents, new FakeTimeProvider(), null, Cancellation))
        {
            await log.AppendAsync(Records.Config(), Cancellation);
            for (var n = 0; n < 200; n++)
            {
                await log.AppendAsync(Records.Fragment(n), Cancellation);
            }
        }

        var storage = new OpenCountingStorage(memory);
        var again = await MediaLog.OpenAsync(storage, SmallExtents, new FakeTimeProvider(), null, Cancellation);
        Assert.Equal(1, storage.Open);
        await again.DisposeAsync();
        Assert.Equal(0, storage.Open);
    }
}
