using System.Text.Json.Nodes;
using Headwater.Aws.Services.MediaLive;
using Headwater.Aws.Tests.MediaLive.Support;

namespace Headwater.Aws.Tests.MediaLive;

public sealed class ChannelTests
{
    private readonly MediaLiveRig _rig = new();

    [Fact]
    public async Task Create_AnswersCreatingAndSettlesInIdle()
    {
        await _rig.PackageAsync();
        var input = await _rig.InputAsync();
        var request = Requests.Channel(input);
        request["Tags"] = Requests.Json("""{"team":"live"}""");

        var channel = (await _rig.CallAsync("CreateChannel", request))["Channel"]!.AsObject();

        Assert.Equal("CREATING", (string?)channel["State"]);
        Assert.Equal($"arn:aws:medialive:us-east-1:000000000000:channel:{channel["Id"]}", (string?)channel["Arn"]);
        Assert.Equal("ATTACHED", await _rig.InputStateAsync(input));
        Assert.True(JsonNode.DeepEquals(request["EncoderSettings"], channel["EncoderSettings"]));
        Assert.True(JsonNode.DeepEquals(request["Destinations"], channel["Destinations"]));
        Assert.Equal("live", (string?)channel.At("Tags.team"));
        Assert.Equal("DISABLED", (string?)channel["LogLevel"]);
        Assert.Equal(0, (int?)channel["PipelinesRunningCount"]);
        Assert.Equal("127.0.0.1", (string?)channel.At("EgressEndpoints.0.SourceIp"));
        Assert.Matches("^[0-2][0-9]:00$", (string?)channel.At("Maintenance.MaintenanceStartTime"));

        await _rig.SettleAsync();
        Assert.Equal("IDLE", await _rig.StateAsync((string)channel["Id"]!));
        Assert.Equal(["CREATED"], _rig.Events.States);
    }

    [Fact]
    public async Task Answers_OfEveryOperation_HaveOnlyMembersOfTheModel()
    {
        var id = await _rig.RunningAsync("STANDARD");
        foreach (var operation in new[] { "DescribeChannel", "StopChannel" })
        {
            Assert.Empty((await _rig.OnChannelAsync(operation, id)).Select(member => member.Key).Except(Model.MembersOfOutput(operation)!));
        }

        var summary = (await _rig.CallAsync("ListChannels")).At("Channels.0").AsObject();
        Assert.Empty(summary.Select(member => member.Key).Except(Model.Members("ChannelSummary")));
        Assert.False(summary.ContainsKey("EncoderSettings"));
        var input = (await _rig.CallAsync("ListInputs")).At("Inputs.0").AsObject();
        Assert.Empty(input.Select(member => member.Key).Except(Model.Members("Input")));
        var group = (await _rig.CallAsync("ListInputSecurityGroups")).At("InputSecurityGroups.0").AsObject();
        Assert.Empty(group.Select(member => member.Key).Except(Model.Members("InputSecurityGroup")));
    }

    [Fact]
    public void Operations_ThatAreMapped_AreThoseOfTheReference()
    {
        Assert.Empty(_rig.Operations.Keys.Except(Model.Operations));
        Assert.Equal(30, _rig.Operations.Count);
    }

    [Theory]
    [InlineData("Name", null, "Non-empty channel name required")]
    [InlineData("Name", "\"\"", "Non-empty channel name required")]
    [InlineData("RoleArn", null, "roleArn is required")]
    [InlineData("InputSpecification", null, "inputSpecification is required")]
    [InlineData("EncoderSettings", null, "encoderSettings is required")]
    [InlineData("InputAttachments", "[]", "At least one input attachment is required")]
    [InlineData("Destinations.0.MediaPackageSettings", null, "Exactly one of settings, MediaPackage settings, or Multiplex settings is required for destination mp.")]
    [InlineData("Destinations.0.Settings", "[{\"Url\":\"s3ssl://a/b\"}]", "Exactly one of settings, MediaPackage settings, or Multiplex settings is required for destination mp.")]
    public async Task Create_WrongStructure_IsABadRequest(string path, string? json, string message)
    {
        await _rig.PackageAsync();
        var request = Requests.Channel(await _rig.InputAsync());
        request.Set(path, json);

        var refused = await _rig.RefusedAsync("CreateChannel", request);

        Assert.Equal("BadRequestException", refused.Code);
        Assert.Equal(message, refused.Message);
    }

    [Fact]
    public async Task Create_SameTokenTwice_MakesOneChannel()
    {
        await _rig.PackageAsync();
        var request = Requests.Channel(await _rig.InputAsync());
        request["RequestId"] = "token";

        var first = (await _rig.CallAsync("CreateChannel", request)).At("Channel.Id");
        var again = (await _rig.CallAsync("CreateChannel", request)).At("Channel.Id");

        Assert.Equal((string?)first, (string?)again);
        Assert.Single((await _rig.CallAsync("ListChannels"))["Channels"]!.AsArray());
    }

    [Fact]
    public async Task Create_DryRun_ChecksAndMakesNothing()
    {
        await _rig.PackageAsync();
        var input = await _rig.InputAsync();
        await _rig.SettleAsync();
        var request = Requests.Channel(input);
        request["DryRun"] = true;

        await _rig.CallAsync("CreateChannel", request);
        request.Set("EncoderSettings.VideoDescriptions.0.Width", "1281");
        Assert.Equal("UnprocessableEntityException", (await _rig.RefusedAsync("CreateChannel", request)).Code);

        Assert.Empty((await _rig.CallAsync("ListChannels"))["Channels"]!.AsArray());
        Assert.Equal("DETACHED", await _rig.InputStateAsync(input));
    }

    [Fact]
    public async Task Create_BeyondTheQuota_AnswersTooManyRequests()
    {
        var rig = new MediaLiveRig(options: new MediaLiveOptions { MaximumChannels = 1 });
        await rig.ChannelAsync();

        Assert.Equal("TooManyRequestsException", (await rig.RefusedAsync("CreateChannel", Requests.Channel(await rig.InputAsync()))).Code);
    }

    [Fact]
    public async Task Update_PresentMembersReplace_AbsentOnesStayExceptTheRole()
    {
        var id = await _rig.ChannelAsync();
        var before = await _rig.OnChannelAsync("DescribeChannel", id);

        var updated = (await _rig.CallAsync("UpdateChannel", new JsonObject { ["ChannelId"] = id, ["Name"] = "renamed", ["LogLevel"] = "INFO" }))["Channel"]!;

        Assert.Equal("UPDATING", (string?)updated["State"]);
        Assert.Equal("renamed", (string?)updated["Name"]);
        Assert.Equal("INFO", (string?)updated["LogLevel"]);
        Assert.Null(updated["RoleArn"]);
        Assert.True(JsonNode.DeepEquals(before["EncoderSettings"], updated["EncoderSettings"]));
        await _rig.SettleAsync();
        Assert.Equal("IDLE", await _rig.StateAsync(id));
    }

    [Fact]
    public async Task Update_OtherAttachments_DetachesAndAttaches()
    {
        var id = await _rig.ChannelAsync();
        var old = (string)(await _rig.OnChannelAsync("DescribeChannel", id)).At("InputAttachments.0.InputId")!;
        var other = await _rig.InputAsync();

        await _rig.CallAsync("UpdateChannel", Requests.Json($$"""{"ChannelId":"{{id}}","InputAttachments":[{"InputId":"{{other}}"}]}"""));

        await _rig.SettleAsync();
        Assert.Equal("DETACHED", await _rig.InputStateAsync(old));
        Assert.Equal("ATTACHED", await _rig.InputStateAsync(other));
    }

    [Fact]
    public async Task Update_DryRun_ChecksAndChangesNothing()
    {
        var id = await _rig.ChannelAsync();

        await _rig.CallAsync("UpdateChannel", new JsonObject { ["ChannelId"] = id, ["Name"] = "renamed", ["DryRun"] = true });

        var after = await _rig.OnChannelAsync("DescribeChannel", id);
        Assert.Equal("channel", (string?)after["Name"]);
        Assert.Equal("IDLE", (string?)after["State"]);
        Assert.NotNull(after["RoleArn"]);
    }

    [Fact]
    public async Task Update_TwoAtOnce_OneWinsAndTheOtherConflicts()
    {
        var paused = new PausingStore();
        var rig = new MediaLiveRig(paused);
        var id = await rig.ChannelAsync();
        var gate = paused.HoldNextCommit();

        var slow = rig.CallAsync("UpdateChannel", new JsonObject { ["ChannelId"] = id, ["Name"] = "slow" });
        await paused.Held;
        await rig.CallAsync("UpdateChannel", new JsonObject { ["ChannelId"] = id, ["Name"] = "quick" });
        gate.SetResult();

        var refused = await Assert.ThrowsAsync<Headwater.Aws.Calls.AwsException>(() => slow);
        Assert.Equal("ConflictException", refused.Code);
        Assert.Equal("quick", (string?)(await rig.OnChannelAsync("DescribeChannel", id))["Name"]);
    }

    [Fact]
    public async Task UpdateClass_DownAndUp_FollowsDestinationsAndInputs()
    {
        var id = await _rig.ChannelAsync("STANDARD");

        var down = (await _rig.CallAsync("UpdateChannelClass", new JsonObject { ["ChannelId"] = id, ["ChannelClass"] = "SINGLE_PIPELINE" }))["Channel"]!;
        Assert.Equal("SINGLE_PIPELINE", (string?)down["ChannelClass"]);
        Assert.Single(down.At("Destinations.1.Settings").AsArray());
        Assert.Equal("UPDATING", (string?)down["State"]);
        await _rig.SettleAsync();

        var up = new JsonObject { ["ChannelId"] = id, ["ChannelClass"] = "STANDARD" };
        Assert.Equal("UnprocessableEntityException", (await _rig.RefusedAsync("UpdateChannelClass", up)).Code);
        up["Destinations"] = Requests.Channel("1", "STANDARD")["Destinations"]!.DeepClone();
        Assert.Equal("STANDARD", (string?)(await _rig.CallAsync("UpdateChannelClass", up)).At("Channel.ChannelClass"));
    }

    [Fact]
    public async Task Delete_LeavesATombstoneAndFreesTheMedia()
    {
        var id = await _rig.ChannelAsync("STANDARD");

        Assert.Equal("DELETING", (string?)(await _rig.OnChannelAsync("DeleteChannel", id))["State"]);
        await _rig.SettleAsync();

        Assert.Equal("DELETED", await _rig.StateAsync(id));
        Assert.Equal("DELETED", (string?)(await _rig.OnChannelAsync("DeleteChannel", id))["State"]);
        Assert.Empty((await _rig.CallAsync("ListChannels"))["Channels"]!.AsArray());
        Assert.Equal([$"{id}-0", $"{id}-1"], _rig.Media.Forgotten);
        Assert.Equal("NotFoundException", (await _rig.RefusedOnChannelAsync("StartChannel", id)).Code);
        Assert.Equal("DELETED", _rig.Events.States.Last());

        _rig.Clock.Advance(TimeSpan.FromHours(25));
        await _rig.SettleAsync();
        Assert.Equal("NotFoundException", (await _rig.RefusedOnChannelAsync("DescribeChannel", id)).Code);
    }

    [Theory]
    [InlineData("IDLE", "StartChannel:200 StopChannel:409 UpdateChannel:200 UpdateChannelClass:200 DeleteChannel:200 RestartChannelPipelines:409")]
    [InlineData("CREATING", "StartChannel:409 StopChannel:409 UpdateChannel:409 UpdateChannelClass:409 DeleteChannel:409 RestartChannelPipelines:409")]
    [InlineData("STARTING", "StartChannel:409 StopChannel:200 UpdateChannel:409 UpdateChannelClass:409 DeleteChannel:409 RestartChannelPipelines:409")]
    [InlineData("RUNNING", "StartChannel:409 StopChannel:200 UpdateChannel:409 UpdateChannelClass:409 DeleteChannel:409 RestartChannelPipelines:200")]
    [InlineData("RECOVERING", "StartChannel:409 StopChannel:200 UpdateChannel:409 UpdateChannelClass:409 DeleteChannel:409 RestartChannelPipelines:200")]
    [InlineData("STOPPING", "StartChannel:409 StopChannel:409 UpdateChannel:409 UpdateChannelClass:409 DeleteChannel:409 RestartChannelPipelines:409")]
    [InlineData("UPDATING", "StartChannel:409 StopChannel:409 UpdateChannel:409 UpdateChannelClass:409 DeleteChannel:409 RestartChannelPipelines:409")]
    [InlineData("DELETING", "StartChannel:409 StopChannel:409 UpdateChannel:409 UpdateChannelClass:409 DeleteChannel:409 RestartChannelPipelines:409")]
    [InlineData("CREATE_FAILED", "StartChannel:409 StopChannel:409 UpdateChannel:409 UpdateChannelClass:409 DeleteChannel:200 RestartChannelPipelines:409")]
    [InlineData("UPDATE_FAILED", "StartChannel:409 StopChannel:409 UpdateChannel:200 UpdateChannelClass:409 DeleteChannel:200 RestartChannelPipelines:409")]
    public async Task State_DecidesWhatMayBeDone(string state, string expected)
    {
        var answers = new List<string>();
        foreach (var operation in expected.Split(' ').Select(answer => answer.Split(':')[0]))
        {
            var rig = new MediaLiveRig();
            var id = await rig.ChannelAsync();
            await rig.ForceAsync(id, state);
            try
            {
                await rig.CallAsync(operation, new JsonObject { ["ChannelId"] = id, ["ChannelClass"] = operation == "UpdateChannelClass" ? "SINGLE_PIPELINE" : null });
                answers.Add(operation + ":200");
            }
            catch (Headwater.Aws.Calls.AwsException fault) when (fault.Code == "ConflictException")
            {
                answers.Add(operation + ":409");
            }
        }

        Assert.Equal(expected, string.Join(' ', answers));
    }
}
