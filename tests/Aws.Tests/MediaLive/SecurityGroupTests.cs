using System.Text.Json.Nodes;
using Headwater.Aws.Tests.MediaLive.Support;

namespace Headwater.Aws.Tests.MediaLive;

public sealed class SecurityGroupTests
{
    private readonly MediaLiveRig _rig = new();

    [Fact]
    public async Task Group_UsedByAnInput_IsInUseAndCannotBeDeleted()
    {
        var group = await _rig.GroupAsync("10.0.0.0/8");
        Assert.Equal("IDLE", await StateAsync(group));

        var input = (string)(await _rig.CallAsync("CreateInput", Requests.Input(group, "live/one")))["Input"]!["Id"]!;

        Assert.Equal("IN_USE", await StateAsync(group));
        var refused = await _rig.RefusedAsync("DeleteInputSecurityGroup", Id(group));
        Assert.Equal("ConflictException", refused.Code);
        Assert.Equal($"Input Security Group {group} cannot be deleted because it is still being used by inputs.", refused.Message);

        await _rig.SettleAsync();
        await _rig.CallAsync("DeleteInput", new JsonObject { ["InputId"] = input });
        Assert.Equal("IDLE", await StateAsync(group));
    }

    [Fact]
    public async Task Group_Deleted_StaysATombstoneThatCanBeDeletedAgain()
    {
        var group = await _rig.GroupAsync();

        await _rig.CallAsync("DeleteInputSecurityGroup", Id(group));
        await _rig.CallAsync("DeleteInputSecurityGroup", Id(group));

        Assert.Equal("DELETED", await StateAsync(group));
        Assert.Empty((await _rig.CallAsync("ListInputSecurityGroups"))["InputSecurityGroups"]!.AsArray());

        _rig.Clock.Advance(TimeSpan.FromHours(25));
        await _rig.SettleAsync();
        Assert.Equal("NotFoundException", (await _rig.RefusedAsync("DescribeInputSecurityGroup", Id(group))).Code);
    }

    [Theory]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0/8")]
    [InlineData("010.0.0.0/8")]
    [InlineData("10.0.0.0/08")]
    [InlineData("::/0")]
    [InlineData("anywhere")]
    [InlineData("")]
    public async Task Create_BlockThatIsNone_IsRefused(string cidr)
    {
        var refused = await _rig.RefusedAsync("CreateInputSecurityGroup", new JsonObject { ["WhitelistRules"] = new JsonArray(new JsonObject { ["Cidr"] = cidr }) });

        Assert.Equal("BadRequestException", refused.Code);
        Assert.Contains($"'{cidr}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_MoreRulesThanAllowed_IsRefused()
    {
        var rules = new JsonArray([.. Enumerable.Range(0, 11).Select(number => new JsonObject { ["Cidr"] = $"10.0.{number}.0/24" })]);

        Assert.Equal("BadRequestException", (await _rig.RefusedAsync("CreateInputSecurityGroup", new JsonObject { ["WhitelistRules"] = rules })).Code);
    }

    [Fact]
    public async Task Update_WhileAChannelRuns_ReachesItsPlan()
    {
        var channel = await _rig.RunningAsync();
        var input = (string)(await _rig.OnChannelAsync("DescribeChannel", channel)).At("InputAttachments.0.InputId")!;
        var group = (string)(await _rig.CallAsync("DescribeInput", new JsonObject { ["InputId"] = input })).At("SecurityGroups.0")!;

        await _rig.CallAsync("UpdateInputSecurityGroup", new JsonObject { ["InputSecurityGroupId"] = group, ["WhitelistRules"] = new JsonArray(new JsonObject { ["Cidr"] = "203.0.113.77/24" }) });
        await _rig.SettleAsync();

        // Kept as it was said, planned as what it means.
        Assert.Equal("203.0.113.77/24", (string?)(await DescribeAsync(group)).At("WhitelistRules.0.Cidr"));
        Assert.Equal(["203.0.113.0/24"], _rig.Media.Plans[^1].Channels.Single().Input.AllowedCidrs);
    }

    [Fact]
    public async Task List_InPages_ShowsEachGroupOnce()
    {
        var groups = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            groups.Add(await _rig.GroupAsync());
        }

        var (seen, token) = (new List<string>(), (string?)null);
        do
        {
            var page = await _rig.CallAsync("ListInputSecurityGroups", new JsonObject { ["MaxResults"] = 2, ["NextToken"] = token });
            Assert.InRange(page["InputSecurityGroups"]!.AsArray().Count, 1, 2);
            seen.AddRange(page["InputSecurityGroups"]!.AsArray().Select(group => (string)group!["Id"]!));
            token = (string?)page["NextToken"];
        }
        while (token is not null);

        Assert.Equal(groups.Order(StringComparer.Ordinal), seen);
        Assert.Equal("BadRequestException", (await _rig.RefusedAsync("ListInputSecurityGroups", """{"NextToken":"not a token"}""")).Code);
    }

    [Fact]
    public async Task Describe_InAnotherRegion_FindsNothing()
    {
        var group = await _rig.GroupAsync();

        var refused = await Assert.ThrowsAsync<Headwater.Aws.Calls.AwsException>(() => _rig.CallAsync("DescribeInputSecurityGroup", Id(group), "eu-west-1"));

        Assert.Equal("NotFoundException", refused.Code);
        Assert.Empty((await _rig.CallAsync("ListInputSecurityGroups", [], "eu-west-1"))["InputSecurityGroups"]!.AsArray());
    }

    private Task<JsonObject> DescribeAsync(string group) => _rig.CallAsync("DescribeInputSecurityGroup", Id(group));

    private async Task<string?> StateAsync(string group) => (string?)(await DescribeAsync(group))["State"];

    private static JsonObject Id(string group) => new() { ["InputSecurityGroupId"] = group };
}
