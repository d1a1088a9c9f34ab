using System.Text.Json.Nodes;
using Headwater.Aws.Tests.MediaLive.Support;
using Headwater.Plans;

namespace Headwater.Aws.Tests.MediaLive;

public sealed class LifecycleTests
{
    private readonly MediaLiveRig _rig = new();

    [Fact]
    public async Task Start_RunsThePipelinesAndTellsWhenTheyRun()
    {
        var id = await _rig.ChannelAsync("STANDARD");

        Assert.Equal("STARTING", (string?)(await _rig.OnChannelAsync("StartChannel", id))["State"]);
        await _rig.SettleAsync();

        var running = await _rig.OnChannelAsync("DescribeChannel", id);
        Assert.Equal("RUNNING", (string?)running["State"]);
        Assert.Equal(2, (int?)running["PipelinesRunningCount"]);
        Assert.Equal(["0", "1"], running["PipelineDetails"]!.AsArray().Select(detail => (string?)detail!["PipelineId"]));
        Assert.Equal("primary", (string?)running.At("PipelineDetails.0.ActiveInputAttachmentName"));
        Assert.Equal([$"{id}-0", $"{id}-1"], _rig.Media.Running);
        Assert.Equal(["CREATED", "STARTING", "RUNNING"], _rig.Events.States);
        Assert.Equal(["0", "1"], _rig.Events.All.Where(happened => happened.DetailType == "MediaLive Channel Input Change").Select(happened => (string?)happened.Detail["pipeline"]));
    }

    [Fact]
    public async Task Stop_TakesThePipelinesOutOfThePlan()
    {
        var id = await _rig.RunningAsync();

        Assert.Equal("STOPPING", (string?)(await _rig.OnChannelAsync("StopChannel", id))["State"]);
        Assert.Equal("STOPPING", await _rig.StateAsync(id));
        await _rig.SettleAsync();

        var idle = await _rig.OnChannelAsync("DescribeChannel", id);
        Assert.Equal("IDLE", (string?)idle["State"]);
        Assert.Equal(0, (int?)idle["PipelinesRunningCount"]);
        Assert.Empty(idle["PipelineDetails"]!.AsArray());
        Assert.Empty(_rig.Media.Running);
        Assert.Equal("STOPPED", _rig.Events.States.Last());
    }

    [Fact]
    public async Task Stop_WhileThePlanCannotBePublished_StaysStoppingUntilItCan()
    {
        var id = await _rig.RunningAsync();
        _rig.Media.Fault = new IOException("no answer");
        await _rig.OnChannelAsync("StopChannel", id);
        await _rig.SettleAsync();
        Assert.Equal("STOPPING", await _rig.StateAsync(id));

        _rig.Media.Fault = null;
        await _rig.SettleAsync();

        Assert.Equal("IDLE", await _rig.StateAsync(id));
    }

    [Fact]
    public async Task Start_ThatIsNotSeenRunning_GoesBackToIdleWithAnAlert()
    {
        _rig.Media.Begins = _ => ChannelRunState.Starting;
        var id = await _rig.ChannelAsync();
        await _rig.OnChannelAsync("StartChannel", id);
        await _rig.SettleAsync();
        _rig.Clock.Advance(TimeSpan.FromSeconds(59));
        await _rig.SettleAsync();
        Assert.Equal("STARTING", await _rig.StateAsync(id));

        _rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await _rig.SettleAsync();

        Assert.Equal("IDLE", await _rig.StateAsync(id));
        Assert.Empty(_rig.Media.Running);
        var alert = Assert.Single((await _rig.OnChannelAsync("ListAlerts", id))["Alerts"]!.AsArray())!;
        Assert.Equal("Failed to Create Output File or Socket", (string?)alert["AlertType"]);
        Assert.Equal("CLEARED", (string?)alert["State"]);
        Assert.Equal("STOPPED", _rig.Events.States.Last());
    }

    [Fact]
    public async Task Start_WhosePipelinesAllFail_GoesBackToIdleAtOnce()
    {
        _rig.Media.Begins = _ => ChannelRunState.Failed;
        var id = await _rig.ChannelAsync();

        await _rig.OnChannelAsync("StartChannel", id);
        await _rig.SettleAsync();

        Assert.Equal("IDLE", await _rig.StateAsync(id));
    }

    [Fact]
    public async Task Start_OfOnePipelineOfTwo_IsRecoveringWhenTimeIsUp()
    {
        _rig.Media.Begins = id => id.EndsWith("-1", StringComparison.Ordinal) ? ChannelRunState.Failed : ChannelRunState.Running;
        var id = await _rig.ChannelAsync("STANDARD");
        await _rig.OnChannelAsync("StartChannel", id);
        await _rig.SettleAsync();
        Assert.Equal("STARTING", await _rig.StateAsync(id));

        _rig.Clock.Advance(TimeSpan.FromSeconds(60));
        await _rig.SettleAsync();

        var channel = await _rig.OnChannelAsync("DescribeChannel", id);
        Assert.Equal("RECOVERING", (string?)channel["State"]);
        Assert.Equal(1, (int?)channel["PipelinesRunningCount"]);
    }

    [Fact]
    public async Task Running_PipelineThatBreaks_IsRecoveringUntilItIsBack()
    {
        var id = await _rig.RunningAsync("STANDARD");

        _rig.Media.See($"{id}-0", seen => seen with { State = ChannelRunState.Recovering });
        await _rig.SettleAsync();
        Assert.Equal("RECOVERING", await _rig.StateAsync(id));

        _rig.Media.See($"{id}-0", seen => seen with { State = ChannelRunState.Running });
        await _rig.SettleAsync();
        Assert.Equal("RUNNING", await _rig.StateAsync(id));
    }

    [Fact]
    public async Task Restart_LeavesThePipelineOutOfOnePlan()
    {
        var id = await _rig.RunningAsync("STANDARD");
        var plans = _rig.Media.Plans.Count;

        var answer = await _rig.CallAsync("RestartChannelPipelines", Requests.Json($$"""{"ChannelId":"{{id}}","PipelineIds":["PIPELINE_1"]}"""));
        Assert.Equal("RECOVERING", (string?)answer["State"]);
        await _rig.SettleAsync();

        Assert.Equal([$"{id}-0"], _rig.Media.Plans[plans].Channels.Select(channel => channel.Id));
        Assert.Equal([$"{id}-0", $"{id}-1"], _rig.Media.Running);
        Assert.Equal("RUNNING", await _rig.StateAsync(id));
    }

    [Fact]
    public async Task Restart_OfAPipelineThatIsNotThere_IsABadRequest()
    {
        var id = await _rig.RunningAsync();

        Assert.Equal("BadRequestException", (await _rig.RefusedAsync("RestartChannelPipelines", Requests.Json($$"""{"ChannelId":"{{id}}","PipelineIds":["PIPELINE_1"]}"""))).Code);
    }

    [Theory]
    [InlineData("RUNNING", "RUNNING", true)]
    [InlineData("RECOVERING", "RUNNING", true)]
    [InlineData("STARTING", "RUNNING", true)]
    [InlineData("STOPPING", "IDLE", false)]
    [InlineData("CREATING", "IDLE", false)]
    [InlineData("UPDATING", "IDLE", false)]
    [InlineData("DELETING", "DELETED", false)]
    public async Task Process_ThatEndedInAState_IsFollowedByOneThatCarriesItOn(string left, string reached, bool runs)
    {
        var id = await _rig.ChannelAsync();
        await _rig.ForceAsync(id, left);

        // Long after: what was left starting has its time anew.
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        var next = new MediaLiveRig(_rig.Documents, _rig.Clock);
        await next.SettleAsync();

        Assert.Equal(reached, await next.StateAsync(id));
        Assert.Equal(runs, next.Media.Running.Contains($"{id}-0"));
    }

    [Fact]
    public async Task Run_CarriesChannelsOnByItself()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var id = await _rig.ChannelAsync();
        var work = _rig.Service.RunAsync(stop.Token);

        await _rig.OnChannelAsync("StartChannel", id);
        await _rig.Events.StateAsync("RUNNING", stop.Token);
        _rig.Media.See($"{id}-0", seen => seen with { State = ChannelRunState.Recovering });
        await _rig.Events.StateAsync("RUNNING", stop.Token);
        Assert.Equal("RECOVERING", await _rig.StateAsync(id));
        await _rig.OnChannelAsync("StopChannel", id);
        await _rig.Events.StateAsync("STOPPED", stop.Token);
        Assert.Equal("IDLE", await _rig.StateAsync(id));

        await stop.CancelAsync();
        await work;
    }

    [Fact]
    public async Task Start_ThatWouldWriteOneFileTwice_IsRefused()
    {
        var id = await _rig.ChannelAsync("STANDARD", request => request.Set("Destinations.1.Settings", """[{"Url":"s3ssl://bucket/same"},{"Url":"s3ssl://bucket/same"}]"""));

        var refused = await _rig.RefusedOnChannelAsync("StartChannel", id);

        Assert.Equal("BadRequestException", refused.Code);
        Assert.Contains("s3ssl://bucket/same-a.000000.m2ts", refused.Message, StringComparison.Ordinal);
        Assert.Equal("IDLE", await _rig.StateAsync(id));
    }

    [Fact]
    public async Task Batch_EachForItself()
    {
        var first = await _rig.ChannelAsync();
        var second = await _rig.RunningAsync();

        var started = await _rig.CallAsync("BatchStart", Requests.Json($$"""{"ChannelIds":["{{first}}","{{second}}","9"],"MultiplexIds":["5"]}"""));
        Assert.Equal([first], started["Successful"]!.AsArray().Select(one => (string?)one!["Id"]));
        Assert.Equal("STARTING", (string?)started.At("Successful.0.State"));
        Assert.Equal(["ConflictException", "NotFoundException", "NotFoundException"], started["Failed"]!.AsArray().Select(one => (string?)one!["Code"]));
        Assert.Equal($"arn:aws:medialive:us-east-1:000000000000:channel:{second}", (string?)started.At("Failed.0.Arn"));

        await _rig.SettleAsync();
        Assert.Equal(2, (await _rig.CallAsync("BatchStop", Requests.Json($$"""{"ChannelIds":["{{first}}","{{second}}"]}""")))["Successful"]!.AsArray().Count);
        await _rig.SettleAsync();

        var input = (string)(await _rig.OnChannelAsync("DescribeChannel", first)).At("InputAttachments.0.InputId")!;
        var group = (string)(await _rig.CallAsync("DescribeInput", new JsonObject { ["InputId"] = input })).At("SecurityGroups.0")!;
        var deletion = Requests.Json($$"""{"ChannelIds":["{{first}}"],"InputIds":["{{input}}"],"InputSecurityGroupIds":["{{group}}"]}""");
        Assert.Equal([first], (await _rig.CallAsync("BatchDelete", deletion))["Successful"]!.AsArray().Select(one => (string?)one!["Id"]));
        await _rig.SettleAsync();
        Assert.Equal([first, input, group], (await _rig.CallAsync("BatchDelete", deletion))["Successful"]!.AsArray().Select(one => (string?)one!["Id"]));
    }

    [Fact]
    public async Task Tags_CanBeChangedInEveryState()
    {
        var id = await _rig.RunningAsync();
        var arn = $"arn:aws:medialive:us-east-1:000000000000:channel:{id}";

        await _rig.CallAsync("CreateTags", Requests.Json($$$"""{"ResourceArn":"{{{arn}}}","Tags":{"a":"1","b":"2"}}"""));
        await _rig.CallAsync("DeleteTags", Requests.Json($$"""{"ResourceArn":"{{arn}}","TagKeys":["a","c"]}"""));

        Assert.Equal("""{"b":"2"}""", (await _rig.CallAsync("ListTagsForResource", new JsonObject { ["ResourceArn"] = arn }))["Tags"]!.ToJsonString());
        Assert.Equal("RUNNING", await _rig.StateAsync(id));
        Assert.Equal("BadRequestException", (await _rig.RefusedAsync("CreateTags", Requests.Json($$$"""{"ResourceArn":"{{{arn}}}","Tags":{"aws:x":"1"}}"""))).Code);
        Assert.Equal("NotFoundException", (await _rig.RefusedAsync("ListTagsForResource", new JsonObject { ["ResourceArn"] = arn + "0" })).Code);
        foreach (var other in new[] { $"arn:aws:medialive:us-east-1:000000000000:input:{(string)(await _rig.OnChannelAsync("DescribeChannel", id)).At("InputAttachments.0.InputId")!}" })
        {
            await _rig.CallAsync("CreateTags", Requests.Json($$$"""{"ResourceArn":"{{{other}}}","Tags":{"a":"1"}}"""));
            Assert.Equal("""{"a":"1"}""", (await _rig.CallAsync("ListTagsForResource", new JsonObject { ["ResourceArn"] = other }))["Tags"]!.ToJsonString());
        }
    }

    [Fact]
    public async Task Thumbnails_OfARunningChannel_AreItsNewestStill()
    {
        var id = await _rig.RunningAsync();
        _rig.Media.Stills[$"{id}-0"] = new Still(new byte[] { 0xFF, 0xD8 }, _rig.Clock.GetUtcNow());
        var request = Requests.Json($$"""{"ChannelId":"{{id}}","PipelineId":"0","ThumbnailType":"CURRENT_ACTIVE"}""");

        var thumbnail = (await _rig.CallAsync("DescribeThumbnails", request)).At("ThumbnailDetails.0.Thumbnails.0");

        Assert.Equal("/9g=", (string?)thumbnail["Body"]);
        Assert.Equal("2026-11-22T12:00:00.000Z", (string?)thumbnail["TimeStamp"]);
        request["PipelineId"] = "1";
        Assert.Equal("BadRequestException", (await _rig.RefusedAsync("DescribeThumbnails", request)).Code);
        await _rig.OnChannelAsync("StopChannel", id);
        request["PipelineId"] = "0";
        Assert.Equal("ConflictException", (await _rig.RefusedAsync("DescribeThumbnails", request)).Code);
        await _rig.SettleAsync();
        Assert.Empty((await _rig.CallAsync("DescribeThumbnails", request))["ThumbnailDetails"]!.AsArray());
    }
}
