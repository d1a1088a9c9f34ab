using Headwater.Live.Alerts;
using Headwater.Live.Transcoding;
using Microsoft.Extensions.Time.Testing;

namespace Headwater.Live.Tests.Alerts;

public sealed class ChannelAlertsTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ChannelAlerts _alerts;

    public ChannelAlertsTests() => _alerts = new ChannelAlerts(_clock);

    [Fact]
    public void Raise_AgainWhileItStands_KeepsWhenItBegan()
    {
        _alerts.Raise(new AlertKey("full"), "1 lost");
        _clock.Advance(TimeSpan.FromSeconds(5));
        _alerts.Raise(new AlertKey("full"), "2 lost");

        Assert.Equal(new ChannelAlert(new AlertKey("full"), _clock.GetUtcNow() - TimeSpan.FromSeconds(5), "2 lost", ClearedAt: null), Assert.Single(_alerts.Snapshot));
    }

    [Fact]
    public void Raise_AfterItWasCleared_BeginsAnewAndIsNewest()
    {
        _alerts.Raise(new AlertKey("a"), "a");
        _alerts.Clear(new AlertKey("a"));
        _alerts.Note(new AlertKey("b"), "b");
        _clock.Advance(TimeSpan.FromSeconds(5));
        _alerts.Raise(new AlertKey("a"), "again");

        Assert.Equal([("b", true), ("again", false)], _alerts.Snapshot.Select(alert => (alert.Text, alert.Cleared)));
        Assert.Equal(_clock.GetUtcNow(), _alerts.Snapshot[1].At);
    }

    [Fact]
    public void Clear_Later_KeepsIdAndSaysWhen()
    {
        _alerts.Raise(new AlertKey("output-failed", "archive"), "full");
        var began = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromSeconds(7));
        _alerts.Clear(new AlertKey("output-failed", "archive"));

        var seen = Assert.Single(_alerts.Snapshot).Observe();

        Assert.Equal(new Plans.AlertObservation("output-failed:archive", "output-failed", "full", began, began + TimeSpan.FromSeconds(7)), seen);
    }

    [Fact]
    public void Change_OfAnyKind_IsTold()
    {
        var told = 0;
        var alerts = new ChannelAlerts(_clock, () => told++);

        alerts.Raise(new AlertKey("a"), "1");
        alerts.Raise(new AlertKey("a"), "1");
        alerts.Raise(new AlertKey("a"), "2");
        alerts.Clear(new AlertKey("a"));
        alerts.Clear(new AlertKey("a"));
        alerts.Note(new AlertKey("b"), "1");

        Assert.Equal(4, told);
    }

    [Fact]
    public void Clear_OfWhatNeverWas_IsNothing()
    {
        _alerts.Clear(new AlertKey("a"));

        Assert.Empty(_alerts.Snapshot);
    }

    [Fact]
    public void Note_MoreThanAreKept_GivesUpTheOldestThatIsOver()
    {
        _alerts.Raise(new AlertKey("stands"), "stands");
        for (var number = 0; number < 250; number++)
        {
            _alerts.Note(new AlertKey("number", $"{number}"), $"{number}");
        }

        Assert.Equal(ChannelAlerts.MostKept, _alerts.Snapshot.Count);
        Assert.Equal("stands", _alerts.Snapshot[0].Text);
        Assert.Equal("249", _alerts.Snapshot[^1].Text);
    }

    [Fact]
    public void Snapshot_TakenEarlier_DoesNotChange()
    {
        _alerts.Raise(new AlertKey("a"), "a");
        var before = _alerts.Snapshot;

        _alerts.Clear(new AlertKey("a"));

        Assert.False(before[0].Cleared);
    }

    [Fact]
    public void Encoder_FailingAndOverloaded_AreClearedByTheirEnds()
    {
        var encoder = new EncoderAlerts(_alerts);
        encoder.Take(new EncoderReplaced("job", EncoderFault.Ended, "killed", 3, TimeSpan.Zero));
        encoder.Take(new EncoderFailing("job", 3, "killed"));
        encoder.Take(new EncoderOverloaded("job", TimeSpan.FromSeconds(4), "1080p"));
        Assert.Equal([true, false, false], _alerts.Snapshot.Select(alert => alert.Cleared));
        Assert.Contains("without rendition '1080p' it may keep up", _alerts.Snapshot[2].Text, StringComparison.Ordinal);

        encoder.Take(new EncoderRecovered("job"));
        encoder.Take(new EncoderKeepsUp("job"));

        Assert.All(_alerts.Snapshot, alert => Assert.True(alert.Cleared));
    }
}
