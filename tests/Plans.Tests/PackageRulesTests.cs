using System.Text;

namespace Headwater.Plans.Tests;

public sealed class PackageRulesTests
{
    private const string Good =
        """
        {
          "channels": [
            {
              "id": "a", "input": { "streamName": "live/a" },
              "ladder": { "video": [ { "name": "v", "width": 320, "height": 180 } ], "audio": [ { "name": "s" } ] },
              "archives": [ { "name": "film", "bucket": "films", "keyBase": "live/show", "rollover": "10s", "video": "v", "audio": ["s"] } ]
            }
          ],
          "packages": [ { "id": "show", "sources": [ { "channelId": "a", "renditions": ["v", "s"] } ] } ],
          "endpoints": [
            { "id": "e", "channelId": "show", "package": "hlsTs", "origination": false, "allowedCidrs": ["10.0.0.0/8"], "cdnIdentifiers": ["secret"] }
          ]
        }
        """;

    [Fact]
    public void Read_AGoodPlan_GivesEveryMemberAndReadsBackEqual()
    {
        Assert.Empty(PlanFile.Read(Encoding.UTF8.GetBytes(Good), out var plan));

        Assert.Equal(new ArchivePlan { Name = "film", Bucket = "films", KeyBase = "live/show", Rollover = TimeSpan.FromSeconds(10), Video = "v", Audio = ["s"] }, Assert.Single(plan!.Channels[0].Archives));
        Assert.Equal(new PackagePlan { Id = "show", Sources = [new PackageSourcePlan { ChannelId = "a", Renditions = ["v", "s"] }] }, Assert.Single(plan.Packages));
        Assert.False(plan.Endpoints[0].Origination);
        Assert.Empty(PlanFile.Read(PlanFile.Write(plan), out var again));
        Assert.Equal(plan, again);
    }

    [Theory]
    [InlineData("\"bucket\": \"films\"", "\"bucket\": \"Films\"", "channels[0].archives[0].bucket: ")]
    [InlineData("live/show", "live/", "channels[0].archives[0].keyBase: ")]
    [InlineData("live/show", "../show", "channels[0].archives[0].keyBase: ")]
    [InlineData("\"10s\"", "\"0s\"", "channels[0].archives[0].rollover: ")]
    [InlineData("\"video\": \"v\", \"audio\": [\"s\"] }", "\"audio\": [] }", "channels[0].archives[0].video: ")]
    [InlineData("\"video\": \"v\", \"audio\": [\"s\"] }", "\"video\": \"x\" }", "channels[0].archives[0].video: ")]
    [InlineData("\"audio\": [\"s\"] }", "\"audio\": [\"v\"] }", "channels[0].archives[0].audio[0]: ")]
    [InlineData("\"id\": \"show\"", "\"id\": \"sh ow\"", "packages[0].id: ")]
    [InlineData("{ \"channelId\": \"a\", \"renditions\"", "{ \"channelId\": \"b\", \"renditions\"", "packages[0].sources[0].channelId: ")]
    [InlineData("[\"v\", \"s\"]", "[\"v\", \"x\"]", "packages[0].sources[0].renditions[1]: ")]
    [InlineData("\"id\": \"show\",", "\"id\": \"show\", \"partDuration\": \"200ms\",", "packages[0].sources[0].channelId: ")]
    [InlineData("10.0.0.0/8", "10.0.0.1/8", "endpoints[0].allowedCidrs[0]: ")]
    [InlineData("[\"secret\"]", "[\"\"]", "endpoints[0].cdnIdentifiers[0]: ")]
    [InlineData("\"channelId\": \"show\"", "\"channelId\": \"shows\"", "endpoints[0].channelId: ")]
    public void Read_OneThingWrong_SaysWhere(string good, string bad, string fault)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);

        var faults = PlanFile.Read(Encoding.UTF8.GetBytes(Good.Replace(good, bad, StringComparison.Ordinal)), out var plan);

        Assert.Null(plan);
        Assert.Contains(faults, told => told.StartsWith(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_APackageWithAChannelsId_IsAFault()
    {
        var faults = PlanFile.Read(Encoding.UTF8.GetBytes(Good.Replace("\"show\"", "\"a\"", StringComparison.Ordinal)), out _);

        Assert.Equal("packages[0].id: 'a' is a channel's id already", Assert.Single(faults));
    }
}
