using System.Text.Json.Nodes;
using Headwater.Aws.Tests.MediaLive.Support;
using Headwater.Plans;

namespace Headwater.Aws.Tests.MediaLive;

public sealed class ObservationTests
{
    private readonly MediaLiveRig _rig = new();

    private DateTimeOffset Now => _rig.Clock.GetUtcNow();

    [Fact]
    public async Task Alert_IsSetClearedAndThenForgotten()
    {
        var id = await _rig.RunningAsync();
        var alert = new AlertObservation("input", "input-lost", "nobody publishes", Now, null);
        await SeeAsync(id, alert);

        var listed = Assert.Single(await AlertsAsync(id, "SET"))!;
        Assert.Equal("RTMP Stream Not Found", (string?)listed["AlertType"]);
        Assert.Equal("nobody publishes", (string?)listed["Message"]);
        Assert.Equal("0", (string?)listed["PipelineId"]);
        Assert.Empty(await AlertsAsync(id, "CLEARED"));

        _rig.Clock.Advance(TimeSpan.FromSeconds(20));
        await SeeAsync(id, alert with { Cleared = Now });
        listed = Assert.Single(await AlertsAsync(id, "CLEARED"))!;
        Assert.Equal("2026-11-22T12:00:20.000Z", (string?)listed["ClearedTimestamp"]);
        Assert.Empty(await AlertsAsync(id, "SET"));

        _rig.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromTicks(1));
        await _rig.SettleAsync();
        Assert.Empty(await AlertsAsync(id, null));
        Assert.Equal(
            ["SET", "CLEARED"], _rig.Events.All.Where(happened => happened.DetailType == "MediaLive Channel Alert").Select(happened => (string?)happened.Detail["alarm_state"]));
    }

    [Fact]
    public async Task Alert_OfAStoppedChannel_IsCleared()
    {
        var id = await _rig.RunningAsync();
        await SeeAsync(id, new AlertObservation("input", "input-lost", "nobody publishes", Now, null));

        await _rig.OnChannelAsync("StopChannel", id);
        await _rig.SettleAsync();

        Assert.Equal("CLEARED", (string?)Assert.Single(await AlertsAsync(id, null))!["State"]);
    }

    [Fact]
    public async Task Alert_OfAKindWithoutAName_IsShownByItsKind()
    {
        var id = await _rig.RunningAsync();

        await SeeAsync(id, new AlertObservation("x", "something-new", "words", Now, null));

        Assert.Equal("something-new", (string?)Assert.Single(await AlertsAsync(id, null))!["AlertType"]);
        Assert.Equal("BadRequestException", (await _rig.RefusedAsync("ListAlerts", Requests.Json($$"""{"ChannelId":"{{id}}","StateFilter":"ON"}"""))).Code);
    }

    [Fact]
    public async Task Metrics_OfAFedPipeline_AreItsRates()
    {
        var id = await _rig.RunningAsync();
        _rig.Media.See($"{id}-0", seen => seen with { ActiveOutputs = ["file"] });
        await MeasureAsync();
        Assert.Null(_rig.Metrics.Value("NetworkIn"));
        _rig.Clock.Advance(TimeSpan.FromSeconds(10));
        _rig.Media.See($"{id}-0", seen => seen with { InputVideoSamples = 300, InputBytes = 5_000_000, OutputBytes = 7_500_000 });

        await MeasureAsync();

        Assert.Equal(0, _rig.Metrics.Value("ActiveAlerts"));
        Assert.Equal(30, _rig.Metrics.Value("InputVideoFrameRate"));
        Assert.Equal(4, _rig.Metrics.Value("NetworkIn"));
        Assert.Equal(6, _rig.Metrics.Value("NetworkOut"));
        Assert.Equal(0, _rig.Metrics.Value("FillMsec"));
        Assert.Equal(0, _rig.Metrics.Value("InputLossSeconds"));
        Assert.Equal(1, _rig.Metrics.Value("ActiveOutputs", group: "packaged"));
        Assert.Equal(1, _rig.Metrics.Value("ActiveOutputs", group: "archived"));
        Assert.Null(_rig.Metrics.Value("PipelinesLocked"));
        Assert.Equal(id, _rig.Metrics.Last[0].ChannelId);
    }

    [Fact]
    public async Task Metrics_OfALostFeed_TellHowLong()
    {
        var id = await _rig.RunningAsync("STANDARD");
        await MeasureAsync();
        _rig.Clock.Advance(TimeSpan.FromSeconds(10));
        _rig.Media.See($"{id}-0", seen => seen with { InputLostSince = Now - TimeSpan.FromSeconds(4) });
        _rig.Media.See($"{id}-1", seen => seen with { InputLostSince = Now - TimeSpan.FromMinutes(4), State = ChannelRunState.Recovering });
        await SeeAsync(id, new AlertObservation("input", "input-lost", "nobody publishes", Now, null));

        await MeasureAsync();

        Assert.Equal(1, _rig.Metrics.Value("ActiveAlerts"));
        Assert.Equal(4_000, _rig.Metrics.Value("FillMsec"));
        Assert.Equal(4, _rig.Metrics.Value("InputLossSeconds"));
        Assert.Equal(60_000, _rig.Metrics.Value("FillMsec", "1"));
        Assert.Equal(10, _rig.Metrics.Value("InputLossSeconds", "1"));
        Assert.Equal(0, _rig.Metrics.Value("PipelinesLocked"));
        Assert.Equal(0, _rig.Metrics.Value("ActiveOutputs", group: "packaged"));
        Assert.Equal(0, _rig.Metrics.Value("ActiveOutputs", group: "archived"));
    }

    [Fact]
    public async Task Metrics_OfAnIdleChannel_AreNone()
    {
        await _rig.ChannelAsync();

        await MeasureAsync();

        Assert.Empty(_rig.Metrics.Last);
    }

    private Task MeasureAsync() => _rig.Service.Reconciler.MeasureAsync(TestContext.Current.CancellationToken);

    private async Task SeeAsync(string id, AlertObservation alert)
    {
        _rig.Media.See($"{id}-0", seen => seen with { Alerts = [alert] });
        await _rig.SettleAsync();
    }

    private async Task<JsonArray> AlertsAsync(string id, string? filter) =>
        (await _rig.CallAsync("ListAlerts", new JsonObject { ["ChannelId"] = id, ["StateFilter"] = filter }))["Alerts"]!.AsArray();
}
