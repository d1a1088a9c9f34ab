using System.Buffers;
using Headwater.Formats.MpegTs;
using Headwater.Live.Alerts;
using Headwater.Live.Archives;
using Headwater.Live.Tests.Packages;
using Headwater.Log;
using Headwater.Plans;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Live.Tests.Archives;

public sealed class ArchiveOutputTests : IAsyncLifetime
{
    private static readonly ArchivePlan Plan = new()
    {
        Name = "archive", Bucket = "films", KeyBase = "live/show", Rollover = TimeSpan.FromSeconds(6), Video = "v0", Audio = ["a0"],
    };

    private readonly FakeTimeProvider _clock = new(PackageRig.Start);
    private readonly MemoryArchiveStore _store = new();
    private readonly ChannelAlerts _alerts;
    private MediaLog? _log;
    private Pipeline? _source;
    private ArchiveOutput? _output;

    public ArchiveOutputTests() => _alerts = new ChannelAlerts(_clock);

    private TimeSpan Now => _clock.GetUtcNow() - DateTimeOffset.UnixEpoch;

    public async ValueTask InitializeAsync()
    {
        _log = await Pipeline.OpenAsync(_clock);
        _source = new Pipeline(_log, 0, soundFirst: false, version: 0);
    }

    public async ValueTask DisposeAsync()
    {
        await (_output?.DisposeAsync() ?? default);
        await _log!.DisposeAsync();
    }

    [Fact]
    public async Task Archive_OfARunningChannel_RollsOverAtRandomAccessPointsAndLosesNothing()
    {
        Begin(Plan);
        await PlayAsync(seconds: 21);
        await _output!.DisposeAsync();

        Assert.Equal(["films/live/show.000000.m2ts", "films/live/show.000001.m2ts", "films/live/show.000002.m2ts", "films/live/show.000003.m2ts"], _store.Objects.Keys.Order());
        var pictures = 0;
        foreach (var file in _store.Objects.OrderBy(file => file.Key).Select(file => file.Value))
        {
            var (count, errors, startsWithAccess) = Read(file);
            Assert.Equal((0L, true), (errors, startsWithAccess));
            pictures += count;
        }

        Assert.Equal(_log!.Snapshot.FindTrack("v0")!.Fragments.Sum(fragment => fragment.DurationTicks) / Pipeline.FrameTicks, pictures);
        Assert.Equal((0, 0), (_store.Open, _store.Abandoned));
    }

    [Fact]
    public async Task Archive_WhenTheFeedPauses_CompletesTheFileAndBeginsAnotherLater()
    {
        Begin(Plan with { Rollover = TimeSpan.FromMinutes(5) });
        await PlayAsync(seconds: 5);
        await UntilAsync(() => _output!.IsActive);
        Assert.Empty(_store.Objects);

        await AdvanceUntilAsync(() => _store.Objects.Count == 1);
        await UntilAsync(() => !_output!.IsActive);

        await _source!.RunAsync(Now, up: false);
        await PlayAsync(seconds: 5);
        await _output!.DisposeAsync();
        Assert.Equal(2, _store.Objects.Count);
    }

    [Fact]
    public async Task Archive_OfSoundAlone_IsWritten()
    {
        Begin(Plan with { Video = null, Rollover = TimeSpan.FromSeconds(2) });
        await PlayAsync(seconds: 5);
        await _output!.DisposeAsync();

        Assert.True(_store.Objects.Count >= 2);
        Assert.All(_store.Objects.Values, file => Assert.Equal(0, Read(file).Errors));
    }

    [Fact]
    public async Task Store_ThatFailsForAWhile_GetsTheFileWhole()
    {
        _store.Failures = ArchiveOutput.MostAttempts - 1;
        Begin(Plan);
        await PlayAsync(seconds: 9);
        await AdvanceUntilAsync(() => _store.Objects.ContainsKey("films/live/show.000000.m2ts"));
        await _output!.DisposeAsync();

        Assert.Equal(60, Read(_store.Objects["films/live/show.000000.m2ts"]).Pictures);
        Assert.Equal(ArchiveOutput.MostAttempts - 1, _store.Abandoned);
        Assert.Empty(_alerts.Snapshot);
    }

    [Fact]
    public async Task Store_ThatFailsAgainAndAgain_CostsTheFileAndIsAnAlertUntilTheNext()
    {
        _store.Failures = ArchiveOutput.MostAttempts;
        Begin(Plan);
        await PlayAsync(seconds: 9);
        await AdvanceUntilAsync(() => _store.Objects.ContainsKey("films/live/show.000001.m2ts") && _alerts.Snapshot is [{ Cleared: true }]);

        Assert.Equal("output-failed:archive", _alerts.Snapshot[0].Key.Id);
        Assert.Contains("films/live/show.000000.m2ts is lost: the store is gone", _alerts.Snapshot[0].Text, StringComparison.Ordinal);
        Assert.Equal(ArchiveOutput.MostAttempts, _store.Abandoned);
        Assert.DoesNotContain("films/live/show.000000.m2ts", _store.Objects.Keys);
    }

    private void Begin(ArchivePlan plan) => _output = new ArchiveOutput("channel", plan, _log!, _store, _clock, _alerts, NullLogger.Instance);

    private async Task PlayAsync(int seconds)
    {
        for (var step = 0; step < seconds * 5; step++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(200));
            await _source!.RunAsync(Now, up: true);
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task AdvanceUntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
    }

    private static (int Pictures, long Errors, bool StartsWithAccess) Read(byte[] file)
    {
        Assert.Equal(0, file.Length % 188);
        var demuxer = new TsDemuxer();
        var (pictures, first) = (0, false);
        ReadOnlySpan<byte> rest = file;
        while (demuxer.Read(rest, out var consumed, out var found) == OperationStatus.Done)
        {
            rest = rest[consumed..];
            Take(found);
        }

        while (demuxer.ReadEnd(out var last))
        {
            Take(last);
        }

        return (pictures, demuxer.Counters.ContinuityErrors, first);

        void Take(TsEvent? found)
        {
            if (found is TsPesPacket { Pid: 0x100 } packet)
            {
                first |= pictures == 0 && packet.RandomAccess;
                pictures++;
            }
        }
    }
}
