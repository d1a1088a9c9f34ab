using CsCheck;
using Headwater.Objects.Lifecycle;
using Headwater.Objects.Listing;
using Headwater.Objects.Tests.Support;

namespace Headwater.Objects.Tests;

public sealed class LifecycleRunnerTests
{
    private static CancellationToken Cancel => StoreRig.Cancel;

    [Fact]
    public async Task Run_Versioned_AddsAMarkerThenRemovesVersionsThenTheMarker()
    {
        await using var rig = await StoreRig.OpenAsync(BucketVersioning.Enabled);
        await rig.SetAsync(bucket => bucket with
        {
            Lifecycle = [new LifecycleRule { Id = "r", Expiration = new LifecycleDue(1, null), NoncurrentExpirationDays = 1 }],
        });
        await rig.PutAsync("key");

        Assert.Equal([true, false], await MarkersAfterAsync(rig, days: 2));
        Assert.Equal([true], await MarkersAfterAsync(rig, days: 2));
        Assert.Equal([], await MarkersAfterAsync(rig, days: 2));
        Assert.Equal(0, rig.FileCount);
    }

    [Fact]
    public async Task Run_OldUpload_IsAborted()
    {
        await using var rig = await StoreRig.OpenAsync();
        await rig.SetAsync(bucket => bucket with { Lifecycle = [new LifecycleRule { Id = "r", AbortUploadDays = 1 }] });
        StoreRig.Good(await rig.Store.Uploads.CreateAsync(StoreRig.BucketName, new Upload { Key = "key", Description = new() }, Cancel));

        Assert.Equal(0, await new LifecycleRunner(rig.Store, rig.Time).RunOnceAsync(rig.Time.GetUtcNow(), Cancel));
        Assert.Equal(1, await new LifecycleRunner(rig.Store, rig.Time).RunOnceAsync(rig.Time.GetUtcNow().AddDays(2), Cancel));

        Assert.Empty(StoreRig.Good(await rig.Store.Uploads.ListAsync(StoreRig.BucketName, new ListQuery(), Cancel)).Items);
    }

    [Fact]
    public async Task Run_ManyObjects_DoesToEachWhatThePolicySays() =>
        await Gen.Select(Gen.Int[0, 3].Array[1, 12], Gen.Int[1, 4], Gen.Int[0, 6]).SampleAsync(async (ages, expireAfter, now) =>
        {
            await using var rig = await StoreRig.OpenAsync();
            await rig.SetAsync(bucket => bucket with
            {
                Lifecycle = [new LifecycleRule { Id = "r", Expiration = new LifecycleDue(expireAfter, null), Filter = new LifecycleFilter { Prefix = "x" } }],
            });
            var expected = new List<string>();
            var end = rig.Time.GetUtcNow().AddDays(ages.Sum() + now);
            foreach (var (age, index) in ages.Select((age, index) => (age, index)))
            {
                rig.Time.Advance(TimeSpan.FromDays(age));
                var key = $"{(index % 3 == 0 ? "y" : "x")}{index:d3}";
                await rig.PutAsync(key);
                if (key[0] == 'y' || rig.Time.GetUtcNow().AddDays(expireAfter).UtcDateTime.Date.AddDays(1) > end.UtcDateTime)
                {
                    expected.Add(key);
                }
            }

            await new LifecycleRunner(rig.Store, rig.Time).RunOnceAsync(end, Cancel);

            var left = StoreRig.Good(await rig.Store.ListAsync(StoreRig.BucketName, new ListQuery(), Cancel)).Items.Select(item => item.Key);
            Assert.Equal(expected.Order(StringComparer.Ordinal), left);
        }, iter: 30, threads: 1);

    [Fact]
    public async Task RunAsync_AtMidnight_RunsAgain()
    {
        await using var rig = await StoreRig.OpenAsync();
        await rig.SetAsync(bucket => bucket with { Lifecycle = [new LifecycleRule { Id = "r", Expiration = new LifecycleDue(1, null) }] });
        await rig.PutAsync("key");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = new LifecycleRunner(rig.Store, rig.Time).RunAsync(_ => { }, stop.Token);

        // Each turn of the loop arms a timer for midnight; days pass until the object is gone.
        while (await rig.ReadAsync("key") is not null)
        {
            rig.Time.Advance(TimeSpan.FromDays(1));
            await Task.Yield();
            Cancel.ThrowIfCancellationRequested();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static async Task<List<bool>> MarkersAfterAsync(StoreRig rig, int days)
    {
        rig.Time.Advance(TimeSpan.FromDays(days));
        await new LifecycleRunner(rig.Store, rig.Time).RunOnceAsync(rig.Time.GetUtcNow(), Cancel);
        return [.. (await rig.VersionsAsync()).Select(item => item.Version.IsDeleteMarker)];
    }
}
