using CsCheck;
using Headwater.Log.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Log.Tests;

/// <summary>Whatever the last write left behind: what was whole before it is there, nothing torn is shown, and the log goes on.</summary>
public sealed class MediaLogCrashTests
{
    private static readonly MediaLogOptions Options = new() { ExtentBytes = 4096, RetentionPromise = TimeSpan.FromHours(1) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_AfterACutAtEveryByteOfTheNewestExtent_HasExactlyWhatWasWhole()
    {
        var (image, pictures) = await RecordAsync();
        var newest = image.Extents[^1].Bytes;
        var longest = 0L;
        for (var length = 0; length <= newest.Length; length++)
        {
            List<LogAlert> alerts = [];
            var storage = await image.WithAsync(image.Extents.Count - 1, newest[..length]);
            await using var log = await OpenAsync(storage, alerts);

            var next = log.Snapshot.NextSequence;
            Assert.True(next >= longest, $"A longer file held less: {next} after {longest} at {length} bytes.");
            longest = next;
            Assert.Equal(pictures[(int)next], log.Snapshot.Describe());
            Assert.True(alerts is [] or [LogAlert.TornTailDropped], string.Join(' ', alerts));
            if (length % 16 == 0)
            {
                await log.AssertIntactAsync();
                await AssertGoesOnAsync(log);
            }
        }

        Assert.Equal(pictures.Count - 1, longest);
    }

    [Fact]
    public async Task Open_WithAnyBitOfTheNewestExtentFlipped_ShowsAPrefixThatIsIntact()
    {
        var (image, pictures) = await RecordAsync();
        var newest = image.Extents[^1].Bytes;
        // Byte 8 is the low byte of the version: another version is refused as a whole, which has its own test.
        for (var at = 0; at < newest.Length; at += at == 7 ? 3 : 1)
        {
            var spoilt = newest.ToArray();
            spoilt[at] ^= (byte)(1 << (at % 8));
            List<LogAlert> alerts = [];
            await using var log = await OpenAsync(await image.WithAsync(image.Extents.Count - 1, spoilt), alerts);

            Assert.Equal(pictures[(int)log.Snapshot.NextSequence], log.Snapshot.Describe());
            Assert.True(log.Snapshot.NextSequence < pictures.Count - 1, $"A flipped bit at {at} went unseen.");
            Assert.IsType<LogAlert.TornTailDropped>(Assert.Single(alerts));
            if (at % 64 == 0)
            {
                await log.AssertIntactAsync();
            }
        }
    }

    [Fact]
    public async Task Open_OfAnotherVersion_IsRefusedAndTouchesNothing()
    {
        var (image, _) = await RecordAsync();
        var newer = image.Extents[^1].Bytes.ToArray();
        newer[8]++;
        var storage = await image.WithAsync(image.Extents.Count - 1, newer);

        await Assert.ThrowsAsync<IOException>(async () => await OpenAsync(storage, []));

        Assert.Equal(newer, (await StorageImage.TakeAsync(storage)).Extents[^1].Bytes);
    }

    [Fact]
    public async Task Open_OfAnyBytes_NeverThrowsAndTakesRecords() =>
        await Gen.Select(Gen.Byte.Array[0, 400], Gen.Bool).SampleAsync(
            async (noise, startsWell) =>
            {
                var storage = await StorageOfAsync(startsWell ? [.. "HWextent\u0001\0\0\0"u8, .. noise] : noise);
                await using var log = await OpenAsync(storage, []);
                Assert.Equal(new(AppendOutcome.Appended, 0), await log.AppendAsync(Records.Config(), Cancellation));
            },
            iter: 300,
            threads: 1);

    [Fact]
    public async Task Open_WithAClosedExtentDamaged_KeepsWhatIsBeforeAndAfter()
    {
        var (image, pictures) = await RecordAsync();
        var damaged = image.Extents[1].Bytes.ToArray();
        Array.Clear(damaged, damaged.Length - 1000, 1000);
        List<LogAlert> alerts = [];

        await using var log = await OpenAsync(await image.WithAsync(1, damaged), alerts);

        Assert.IsType<LogAlert.StorageFault>(Assert.Single(alerts));
        Assert.Equal(pictures.Count - 1, log.Snapshot.NextSequence);
        var all = Entries(pictures[^1]).ToHashSet();
        var left = Entries(log.Snapshot.Describe()).ToList();
        Assert.All(left, entry => Assert.Contains(entry, all));
        Assert.InRange(all.Count - left.Count, 1, 20);
        await log.AssertIntactAsync();
        await AssertGoesOnAsync(log);

        static IEnumerable<string> Entries(string picture) => picture.Split('\n').Where(line => line.Contains(nameof(FragmentEntry), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Open_WithoutTheOldestExtents_StandsOnWhatIsLeft()
    {
        var (image, pictures) = await RecordAsync();
        await using var whole = await OpenAsync(await image.WithAsync(-1, null), []);
        await using var log = await OpenAsync(await image.WithAsync(0, null), []);

        Assert.Equal(image.Extents[1].First, log.Snapshot.FirstSequence);
        Assert.Equal(pictures.Count - 1, log.Snapshot.NextSequence);
        Assert.Equal(
            whole.Snapshot.Tracks[0].Fragments.Where(fragment => fragment.Sequence >= image.Extents[1].First),
            log.Snapshot.Tracks[0].Fragments);
        await log.AssertIntactAsync();
        await AssertGoesOnAsync(log);
    }

    /// <summary>Three extents of every kind of record, and the picture of the log after each of them.</summary>
    private static async Task<(StorageImage Image, List<string> Pictures)> RecordAsync()
    {
        var storage = new MemoryLogStorage();
        await using var log = await OpenAsync(storage, []);
        List<string> pictures = [log.Snapshot.Describe()];
        for (var n = 0; (await storage.ListAsync(Cancellation)).Count < 3 || n % 16 != 15; n++)
        {
            LogRecord record = (n % 16) switch
            {
                0 => Records.Config(version: (byte)n),
                1 => Records.Marker(n),
                2 => new Discontinuity(),
                14 => new End(),
                _ => Records.Fragment(n, payloadBytes: 20 + (n % 5 * 30)),
            };
            await log.AppendAsync(record, Cancellation);
            pictures.Add(log.Snapshot.Describe());
        }

        return (await StorageImage.TakeAsync(storage), pictures);
    }

    private static async Task AssertGoesOnAsync(MediaLog log)
    {
        var next = log.Snapshot.NextSequence;
        Assert.Equal(new(AppendOutcome.Appended, next), await log.AppendAsync(Records.Config(2), Cancellation));
        Assert.Equal(new(AppendOutcome.Appended, next + 1), await log.AppendAsync(Records.Fragment(100_000, 2), Cancellation));
        await log.AssertIntactAsync();
    }

    private static ValueTask<MediaLog> OpenAsync(ILogStorage storage, List<LogAlert> alerts) =>
        MediaLog.OpenAsync(storage, Options, new FakeTimeProvider(), alerts.Add, Cancellation);

    private static async Task<MemoryLogStorage> StorageOfAsync(byte[] bytes)
    {
        var storage = new MemoryLogStorage();
        using var extent = await storage.CreateAsync(7, Cancellation);
        await extent.WriteAsync(0, bytes, Cancellation);
        return storage;
    }
}
