using System.Net;
using System.Text.Json.Nodes;
using Headwater.Aws.Services.MediaLive;
using Headwater.Aws.Services.MediaLive.Operations;
using Headwater.Aws.Tests.MediaLive.Support;

namespace Headwater.Aws.Tests.MediaLive;

public sealed class InputTests
{
    private readonly MediaLiveRig _rig = new(options: new MediaLiveOptions { PublicAddress = IPAddress.Parse("192.0.2.7"), RtmpPort = 2935 });

    [Fact]
    public async Task Input_RtmpPush_TellsWhereToPublish()
    {
        var group = await _rig.GroupAsync();

        var input = (await _rig.CallAsync("CreateInput", Requests.Input(group, "live/main", "live/backup")))["Input"]!;

        Assert.Equal("CREATING", (string?)input["State"]);
        Assert.Equal("STANDARD", (string?)input["InputClass"]);
        Assert.Matches("^[0-9]{7}$", (string?)input["Id"]);
        Assert.Equal($"arn:aws:medialive:us-east-1:000000000000:input:{input["Id"]}", (string?)input["Arn"]);
        Assert.Equal("rtmp://192.0.2.7:2935/live/main", (string?)input.At("Destinations.0.Url"));
        Assert.Equal("192.0.2.7", (string?)input.At("Destinations.1.Ip"));
        Assert.Equal("2935", (string?)input.At("Destinations.1.Port"));
        Assert.Equal(group, (string?)input.At("SecurityGroups.0"));

        await _rig.SettleAsync();
        Assert.Equal("DETACHED", await _rig.InputStateAsync((string)input["Id"]!));
    }

    [Theory]
    [InlineData("Name", null, "name")]
    [InlineData("Type", null, "type")]
    [InlineData("Type", "\"URL_PULL\"", "URL_PULL")]
    [InlineData("Type", "\"SRT_LISTENER\"", "SRT_LISTENER")]
    [InlineData("Destinations", null, "destination")]
    [InlineData("Destinations", "[{\"StreamName\":\"a/1\"},{\"StreamName\":\"a/2\"},{\"StreamName\":\"a/3\"}]", "destination")]
    [InlineData("Destinations.0", "{}", "app/instance")]
    [InlineData("Destinations.0.StreamName", "\"live\"", "app/instance")]
    [InlineData("Destinations.0.StreamName", "\"live/a/b\"", "app/instance")]
    [InlineData("Destinations.0.StreamName", "\"live/\"", "app/instance")]
    [InlineData("Destinations.0.StaticIpAddress", "\"10.0.0.1\"", "streamName")]
    [InlineData("Destinations.1", "{\"StreamName\":\"live/one\"}", "different")]
    [InlineData("InputSecurityGroups", "[]", "security group")]
    [InlineData("InputSecurityGroups", "[\"7654321\"]", "7654321")]
    [InlineData("Vpc", "{\"SubnetIds\":[\"subnet-1\"]}", "vpc")]
    [InlineData("Sources", "[{\"Url\":\"http://example.com/a.m3u8\"}]", "sources")]
    [InlineData("InputNetworkLocation", "\"ON_PREMISES\"", "ON_PREMISES")]
    public async Task Create_WhatCannotBe_IsRefusedByName(string path, string? json, string word)
    {
        var request = Requests.Input(await _rig.GroupAsync(), "live/one");
        request.Set(path, json);

        var refused = await _rig.RefusedAsync("CreateInput", request);

        Assert.Equal("BadRequestException", refused.Code);
        Assert.Contains(word, refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty((await _rig.CallAsync("ListInputs"))["Inputs"]!.AsArray());
    }

    [Fact]
    public async Task Create_StreamNameOfAnotherInput_IsRefusedUntilThatIsDeleted()
    {
        var first = await _rig.InputAsync("live/one");
        await _rig.SettleAsync();
        var request = Requests.Input(await _rig.GroupAsync(), "live/one");

        Assert.Contains(first, (await _rig.RefusedAsync("CreateInput", request)).Message, StringComparison.Ordinal);

        await _rig.CallAsync("DeleteInput", new JsonObject { ["InputId"] = first });
        await _rig.CallAsync("CreateInput", request);
    }

    [Fact]
    public async Task Create_SameTokenTwice_MakesOneInput()
    {
        var request = Requests.Input(await _rig.GroupAsync(), "live/one");
        request["RequestId"] = "token";

        var first = (await _rig.CallAsync("CreateInput", request))["Input"]!["Id"];
        var again = (await _rig.CallAsync("CreateInput", request))["Input"]!["Id"];

        Assert.Equal((string?)first, (string?)again);
        Assert.Single((await _rig.CallAsync("ListInputs"))["Inputs"]!.AsArray());
        request["Name"] = "another";
        Assert.Equal("BadRequestException", (await _rig.RefusedAsync("CreateInput", request)).Code);
    }

    [Fact]
    public async Task Delete_AttachedInput_IsBusyUntilItsChannelIsGone()
    {
        var channel = await _rig.ChannelAsync();
        var input = (string)(await _rig.OnChannelAsync("DescribeChannel", channel)).At("InputAttachments.0.InputId")!;
        Assert.Equal("ATTACHED", await _rig.InputStateAsync(input));

        var refused = await _rig.RefusedAsync("DeleteInput", new JsonObject { ["InputId"] = input });
        Assert.Equal("ConflictException", refused.Code);
        Assert.Equal($"Input {input} is busy, it cannot be deleted.", refused.Message);

        await _rig.OnChannelAsync("DeleteChannel", channel);
        Assert.Equal("ATTACHED", await _rig.InputStateAsync(input));
        await _rig.SettleAsync();
        Assert.Equal("DETACHED", await _rig.InputStateAsync(input));

        await _rig.CallAsync("DeleteInput", new JsonObject { ["InputId"] = input });
        Assert.Equal("DELETING", await _rig.InputStateAsync(input));
        await _rig.SettleAsync();
        Assert.Equal("DELETED", await _rig.InputStateAsync(input));
        await _rig.CallAsync("DeleteInput", new JsonObject { ["InputId"] = input });
    }

    [Fact]
    public async Task Update_ChangesNamesGroupsAndUrls()
    {
        var input = await _rig.InputAsync("live/one");
        await _rig.SettleAsync();
        var group = await _rig.GroupAsync();

        var updated = await _rig.CallAsync("UpdateInput", Requests.Json($$"""{"InputId":"{{input}}","Name":"other","InputSecurityGroups":["{{group}}"],"Destinations":[{"StreamName":"live/two"}]}"""));

        Assert.Equal("other", (string?)updated.At("Input.Name"));
        Assert.EndsWith("/live/two", (string?)updated.At("Input.Destinations.0.Url"), StringComparison.Ordinal);
        Assert.Equal(input, (string?)(await _rig.CallAsync("DescribeInputSecurityGroup", new JsonObject { ["InputSecurityGroupId"] = group })).At("Inputs.0"));
        await _rig.CallAsync("CreateInput", Requests.Input(group, "live/one"));
    }

    [Fact]
    public async Task Update_InputOfARunningChannel_Conflicts()
    {
        var channel = await _rig.RunningAsync();
        var input = (string)(await _rig.OnChannelAsync("DescribeChannel", channel)).At("InputAttachments.0.InputId")!;
        var request = new JsonObject { ["InputId"] = input, ["Name"] = "other" };

        Assert.Equal("ConflictException", (await _rig.RefusedAsync("UpdateInput", request)).Code);

        await _rig.OnChannelAsync("StopChannel", channel);
        await _rig.SettleAsync();
        Assert.Equal("other", (string?)(await _rig.CallAsync("UpdateInput", request)).At("Input.Name"));
        request["Destinations"] = JsonNode.Parse("""[{"StreamName":"x/1"},{"StreamName":"x/2"}]""");
        Assert.Equal("ConflictException", (await _rig.RefusedAsync("UpdateInput", request)).Code);
    }

    [Fact]
    public async Task Create_BeyondTheQuota_AnswersTooManyRequests()
    {
        var rig = new MediaLiveRig(options: new MediaLiveOptions { MaximumPushInputs = 1 });
        await rig.InputAsync();

        Assert.Equal("TooManyRequestsException", (await rig.RefusedAsync("CreateInput", Requests.Input(await rig.GroupAsync(), "live/two"))).Code);
    }

    [Fact]
    public void Types_OfTheModel_AllHaveALine()
    {
        var modelled = Model.Enum("InputType");

        Assert.Equal(modelled.Order(StringComparer.Ordinal), InputTypes.Known.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Describe_UnknownId_IsNotFound() => Assert.Equal("NotFoundException", (await _rig.RefusedAsync("DescribeInput", """{"InputId":"1"}""")).Code);
}
