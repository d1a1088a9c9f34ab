using System.Text.Json.Nodes;
using Headwater.Aws.Services.MediaLive.Schedule;
using Headwater.Aws.Tests.MediaLive.Support;

namespace Headwater.Aws.Tests.MediaLive;

public sealed class ScheduleTests
{
    private const string Soon = "2026-11-22T12:01:00.000Z";

    private readonly MediaLiveRig _rig = new();

    [Fact]
    public async Task Update_ImmediateSwitchToTheActiveInput_GetsATime()
    {
        var id = await _rig.RunningAsync("STANDARD");

        var answer = await ChangeAsync(id, [Switch("now", """{"ImmediateModeScheduleActionStartSettings":{}}""")]);

        // Ten seconds ahead, so that both pipelines hear of it.
        Assert.Equal("2026-11-22T12:00:10.000Z", (string?)answer.At("Creates.ScheduleActions.0.ScheduleActionStartSettings.FixedModeScheduleActionStartSettings.Time"));
        Assert.Empty(answer.At("Deletes.ScheduleActions").AsArray());
    }

    [Fact]
    public async Task Describe_ListsInTheOrderOfTimesInPages()
    {
        var id = await _rig.ChannelAsync();
        await ChangeAsync(id, [Switch("c", Fixed("2026-11-22T14:00:00.000Z")), Switch("a", Fixed(Soon)), Switch("b", Fixed("2026-11-22T13:00:00Z"))]);

        var first = await _rig.CallAsync("DescribeSchedule", Requests.Json($$"""{"ChannelId":"{{id}}","MaxResults":2}"""));
        var second = await _rig.CallAsync("DescribeSchedule", new JsonObject { ["ChannelId"] = id, ["MaxResults"] = 2, ["NextToken"] = (string?)first["NextToken"] });

        Assert.Equal(["a", "b", "c"], first["ScheduleActions"]!.AsArray().Concat(second["ScheduleActions"]!.AsArray()).Select(action => (string?)action!["ActionName"]));
        Assert.Null(second["NextToken"]);
    }

    [Fact]
    public async Task Update_DeletesBeforeItCreates()
    {
        var id = await _rig.ChannelAsync();
        await ChangeAsync(id, [Switch("a", Fixed(Soon))]);

        var answer = await ChangeAsync(id, [Switch("a", Fixed("2026-11-22T15:00:00.000Z"))], "a");

        Assert.Equal("a", (string?)answer.At("Deletes.ScheduleActions.0.ActionName"));
        Assert.Single((await _rig.OnChannelAsync("DescribeSchedule", id))["ScheduleActions"]!.AsArray());
        await _rig.OnChannelAsync("DeleteSchedule", id);
        Assert.Empty((await _rig.OnChannelAsync("DescribeSchedule", id))["ScheduleActions"]!.AsArray());
    }

    public static TheoryData<string, string, string> Cases => new()
    {
        { """{"ActionName":"","ScheduleActionStartSettings":{"ImmediateModeScheduleActionStartSettings":{}}}""", "creates.scheduleActions[0].actionName", "needs a name" },
        { """{"ActionName":"known"}""", "creates.scheduleActions[0].actionName", "more than once" },
        { """{"ActionName":"x","ScheduleActionStartSettings":{}}""", "creates.scheduleActions[0].scheduleActionStartSettings", "exactly one" },
        { """{"ActionName":"x","ScheduleActionSettings":{}}""", "creates.scheduleActions[0].scheduleActionSettings", "exactly one" },
        { """{"ActionName":"x","ScheduleActionStartSettings":{"FixedModeScheduleActionStartSettings":{"Time":"tomorrow"}}}""", "creates.scheduleActions[0].scheduleActionStartSettings.fixedModeScheduleActionStartSettings.time", "yyyy-mm-dd" },
        { """{"ActionName":"x","ScheduleActionStartSettings":{"FixedModeScheduleActionStartSettings":{"Time":"2026-11-22T12:00:14.999Z"}}}""", "creates.scheduleActions[0].scheduleActionStartSettings.fixedModeScheduleActionStartSettings.time", "15 seconds" },
        { """{"ActionName":"x","ScheduleActionStartSettings":{"FixedModeScheduleActionStartSettings":{"Time":"2026-12-06T12:00:01.000Z"}}}""", "creates.scheduleActions[0].scheduleActionStartSettings.fixedModeScheduleActionStartSettings.time", "14 days" },
        { """{"ActionName":"x","ScheduleActionStartSettings":{"FollowModeScheduleActionStartSettings":{"ReferenceActionName":"no","FollowPoint":"END"}}}""", "creates.scheduleActions[0].scheduleActionStartSettings.followModeScheduleActionStartSettings.referenceActionName", "does not exist" },
        { """{"ActionName":"x","ScheduleActionStartSettings":{"FollowModeScheduleActionStartSettings":{"ReferenceActionName":"known","FollowPoint":"END"}}}""", "creates.scheduleActions[0].scheduleActionStartSettings.followModeScheduleActionStartSettings.followPoint", "has no end" },
        { """{"ActionName":"x","ScheduleActionStartSettings":{"FollowModeScheduleActionStartSettings":{"ReferenceActionName":"known","FollowPoint":"START"}}}""", "creates.scheduleActions[0].scheduleActionStartSettings.followModeScheduleActionStartSettings.followPoint", "follows at END" },
        { """{"ActionName":"x","ScheduleActionSettings":{"PauseStateSettings":{"Pipelines":[{"PipelineId":"PIPELINE_0"}]}}}""", "creates.scheduleActions[0].scheduleActionSettings.pauseStateSettings", "cannot be paused" },
        { """{"ActionName":"x","ScheduleActionSettings":{"Scte35SpliceInsertSettings":{"SpliceEventId":1}}}""", "creates.scheduleActions[0].scheduleActionSettings.scte35SpliceInsertSettings", "does not run" },
        { """{"ActionName":"x","ScheduleActionSettings":{"InputSwitchSettings":{"InputAttachmentNameReference":"no"}}}""", "creates.scheduleActions[0].scheduleActionSettings.inputSwitchSettings.inputAttachmentNameReference", "no input attachment" },
        { """{"ActionName":"x","ScheduleActionSettings":{"InputSwitchSettings":{"InputAttachmentNameReference":"second"}}}""", "creates.scheduleActions[0].scheduleActionSettings.inputSwitchSettings.inputAttachmentNameReference", "\"primary\" stays active" },
        { """{"ActionName":"x","ScheduleActionSettings":{"InputSwitchSettings":{"InputAttachmentNameReference":"primary","UrlPath":["a"]}}}""", "creates.scheduleActions[0].scheduleActionSettings.inputSwitchSettings", "file inputs" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Update_WhatIsWrong_IsToldAndNothingChanges(string json, string elementPath, string words)
    {
        var second = await _rig.InputAsync();
        var id = await _rig.ChannelAsync(change: request => request.Set("InputAttachments.1", $$"""{"InputId":"{{second}}","InputAttachmentName":"second"}"""));
        await ChangeAsync(id, [Switch("known", Fixed(Soon))]);
        await _rig.OnChannelAsync("StartChannel", id);
        await _rig.SettleAsync();
        var action = Switch("x", Fixed("2026-11-22T15:00:00.000Z"));
        foreach (var (member, value) in Requests.Json(json))
        {
            action[member] = value?.DeepClone();
        }

        var refused = await Assert.ThrowsAsync<Headwater.Aws.Calls.AwsException>(() => ChangeAsync(id, [action]));

        Assert.Equal("UnprocessableEntityException", refused.Code);
        Assert.Contains(refused.Members!["ValidationErrors"]!.AsArray(), fault => (string?)fault!["ElementPath"] == elementPath && ((string)fault["ErrorMessage"]!).Contains(words, StringComparison.Ordinal));
        Assert.Single((await _rig.OnChannelAsync("DescribeSchedule", id))["ScheduleActions"]!.AsArray());
    }

    [Fact]
    public async Task Delete_MostRecentSwitchOfARunningChannel_IsRefused()
    {
        var id = await _rig.RunningAsync();
        await ChangeAsync(id, [Switch("first", Fixed(Soon)), Switch("second", Fixed("2026-11-22T12:02:00.000Z"))]);
        _rig.Clock.Advance(TimeSpan.FromMinutes(5));

        var refused = await Assert.ThrowsAsync<Headwater.Aws.Calls.AwsException>(() => ChangeAsync(id, [], "second"));
        Assert.Contains("most recent input switch", refused.Message, StringComparison.Ordinal);

        await ChangeAsync(id, [], "first");
        Assert.Contains("does not exist", (await Assert.ThrowsAsync<Headwater.Aws.Calls.AwsException>(() => ChangeAsync(id, [], "first"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_InAStateOfChange_IsRefused()
    {
        var id = await _rig.RunningAsync();
        await _rig.OnChannelAsync("StopChannel", id);

        var refused = await Assert.ThrowsAsync<Headwater.Aws.Calls.AwsException>(() => ChangeAsync(id, [Switch("a", Fixed(Soon))]));

        Assert.Contains("STOPPING", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kinds_OfTheModel_AllHaveALine() =>
        Assert.All(Model.Members("ScheduleActionSettings"), kind => Assert.NotEqual("it is not known on this platform", ActionKinds.Refusal(kind)));

    private static JsonObject Switch(string name, string start) => new()
    {
        ["ActionName"] = name,
        ["ScheduleActionStartSettings"] = JsonNode.Parse(start),
        ["ScheduleActionSettings"] = JsonNode.Parse("""{"InputSwitchSettings":{"InputAttachmentNameReference":"primary"}}"""),
    };

    private static string Fixed(string time) => $$$"""{"FixedModeScheduleActionStartSettings":{"Time":"{{{time}}}"}}""";

    private Task<JsonObject> ChangeAsync(string id, JsonObject[] creates, params string[] deletes) => _rig.CallAsync("BatchUpdateSchedule", new JsonObject
    {
        ["ChannelId"] = id,
        ["Creates"] = new JsonObject { ["ScheduleActions"] = new JsonArray([.. creates]) },
        ["Deletes"] = new JsonObject { ["ActionNames"] = new JsonArray([.. deletes.Select(name => (JsonNode)name)]) },
    });
}
