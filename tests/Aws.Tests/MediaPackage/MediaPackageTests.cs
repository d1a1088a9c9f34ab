using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Tests.Compile;

namespace Headwater.Aws.Tests.MediaPackage;

public sealed class MediaPackageTests
{
    private const string Model = "mediapackage";

    private readonly ServiceRig _rig = new();

    [Fact]
    public async Task CreateChannel_HasTwoIngestEndpointsOfTheDocumentedForm()
    {
        var made = await Call("CreateChannel", """{"Id":"live","Description":"d","Tags":{"a":"1"}}""");

        var ingests = made["HlsIngest"]!["IngestEndpoints"]!.AsArray();
        Assert.Equal(2, ingests.Count);
        var hash = ((string)made["Arn"]!)["arn:aws:mediapackage:eu-west-1:000000000000:channels/".Length..];
        Assert.Matches("^[0-9a-f]{32}$", hash);
        Assert.Equal(hash, (string?)ingests[0]!["Id"]);
        Assert.All(ingests, ingest => Assert.Matches($"^https://[0-9a-f]{{16}}\\.mediapackage\\.eu-west-1\\.localhost:8443/in/v2/{hash}/{ingest!["Id"]}/channel$", (string)ingest["Url"]!));
        Assert.Equal(2, ingests.Select(ingest => new Uri((string)ingest!["Url"]!).Host).Distinct().Count());
        Assert.Equal(made.ToJsonString(), (await Call("DescribeChannel", """{"Id":"live"}""")).ToJsonString());
        Assert.Equal(1, _rig.Publisher.Count);
    }

    [Theory]
    [InlineData("""{"Id":"a b"}""")]
    [InlineData("""{"Id":"a/b"}""")]
    [InlineData("""{"Id":""}""")]
    [InlineData("""{"Id":"live"}""")]
    public async Task CreateChannel_BadOrTakenId_IsUnprocessable(string request)
    {
        await Call("CreateChannel", """{"Id":"live"}""");

        Assert.Equal("UnprocessableEntityException", (await Refusal("CreateChannel", request)).Code);
    }

    [Fact]
    public async Task CreateChannel_BeyondTheQuota_IsRefused()
    {
        for (var number = 0; number < 30; number++)
        {
            await Call("CreateChannel", $$"""{"Id":"c{{number}}"}""");
        }

        Assert.Equal("TooManyRequestsException", (await Refusal("CreateChannel", """{"Id":"one-more"}""")).Code);
    }

    [Fact]
    public async Task UpdateChannel_ChangesOnlyItsWords()
    {
        var made = await Call("CreateChannel", """{"Id":"live","Description":"old"}""");

        var changed = await Call("UpdateChannel", """{"Id":"live","Description":"new"}""");

        Assert.Equal("new", (string?)changed["Description"]);
        Assert.Equal(made["HlsIngest"]!.ToJsonString(), changed["HlsIngest"]!.ToJsonString());
        Assert.Equal("NotFoundException", (await Refusal("UpdateChannel", """{"Id":"other"}""")).Code);
    }

    [Fact]
    public async Task DeleteChannel_WithEndpoints_IsRefusedUntilTheyAreGone()
    {
        await Call("CreateChannel", """{"Id":"live"}""");
        await Call("CreateOriginEndpoint", """{"Id":"e","ChannelId":"live","HlsPackage":{}}""");

        Assert.Equal("UnprocessableEntityException", (await Refusal("DeleteChannel", """{"Id":"live"}""")).Code);
        await Call("DeleteOriginEndpoint", """{"Id":"e"}""");
        await Call("DeleteChannel", """{"Id":"live"}""");

        Assert.Equal("NotFoundException", (await Refusal("DescribeChannel", """{"Id":"live"}""")).Code);
        Assert.Empty((await _rig.CompileAsync()).Packages);
    }

    [Fact]
    public async Task ListChannels_InPages_ListsEachOnce()
    {
        foreach (var id in new[] { "c", "a", "b" })
        {
            await Call("CreateChannel", $$"""{"Id":"{{id}}"}""");
        }

        var first = await Call("ListChannels", """{"MaxResults":2}""");
        var rest = await Call("ListChannels", $$"""{"MaxResults":2,"NextToken":"{{first["NextToken"]}}"}""");

        Assert.Equal(["a", "b", "c"], first["Channels"]!.AsArray().Concat(rest["Channels"]!.AsArray()).Select(channel => (string?)channel!["Id"]));
        Assert.False(rest.ContainsKey("NextToken"));
        Assert.Equal("UnprocessableEntityException", (await Refusal("ListChannels", """{"NextToken":"?"}""")).Code);
    }

    [Fact]
    public async Task ConfigureLogs_SideLeftOut_IsOff()
    {
        await Call("CreateChannel", """{"Id":"live"}""");

        var both = await Call("ConfigureLogs", """{"Id":"live","EgressAccessLogs":{},"IngressAccessLogs":{"LogGroupName":"/aws/MediaPackage/mine"}}""");
        var one = await Call("ConfigureLogs", """{"Id":"live","EgressAccessLogs":{}}""");

        Assert.Equal("/aws/MediaPackage/EgressAccessLogs", (string?)both["EgressAccessLogs"]!["LogGroupName"]);
        Assert.Equal("/aws/MediaPackage/mine", (string?)both["IngressAccessLogs"]!["LogGroupName"]);
        Assert.False(one.ContainsKey("IngressAccessLogs"));
        Assert.Equal("UnprocessableEntityException", (await Refusal("ConfigureLogs", """{"Id":"live","EgressAccessLogs":{"LogGroupName":"mine"}}""")).Code);
    }

    [Fact]
    public async Task RotateIngestEndpointCredentials_ChangesOneAndKeepsTheUrl()
    {
        var before = (await Call("CreateChannel", """{"Id":"live"}"""))["HlsIngest"]!["IngestEndpoints"]!.AsArray();

        var after = (await Call("RotateIngestEndpointCredentials", $$"""{"Id":"live","IngestEndpointId":"{{before[1]!["Id"]}}"}"""))["HlsIngest"]!["IngestEndpoints"]!.AsArray();
        var both = (await Call("RotateChannelCredentials", """{"Id":"live"}"""))["HlsIngest"]!["IngestEndpoints"]!.AsArray();

        Assert.Equal(before[0]!.ToJsonString(), after[0]!.ToJsonString());
        Assert.Equal((string?)before[1]!["Url"], (string?)after[1]!["Url"]);
        Assert.NotEqual((string?)before[1]!["Password"], (string?)after[1]!["Password"]);
        Assert.NotEqual((string?)before[0]!["Username"], (string?)both[0]!["Username"]);
        Assert.Equal("NotFoundException", (await Refusal("RotateIngestEndpointCredentials", """{"Id":"live","IngestEndpointId":"x"}""")).Code);
    }

    [Theory]
    [InlineData("\"HlsPackage\":{}", "index.m3u8")]
    [InlineData("\"HlsPackage\":{},\"ManifestName\":\"master.m3u8\"", "master.m3u8.m3u8")]
    [InlineData("\"DashPackage\":{},\"ManifestName\":\"live\"", "live.mpd")]
    public async Task CreateOriginEndpoint_Url_IsMadeOfTheArnsIdAndTheManifestsName(string settings, string file)
    {
        var made = await EndpointAsync(settings);

        var hash = ((string)made["Arn"]!)["arn:aws:mediapackage:eu-west-1:000000000000:origin_endpoints/".Length..];
        Assert.Matches($"^https://[0-9a-f]{{16}}\\.mediapackage\\.eu-west-1\\.localhost:8443/out/v1/{hash}/{file}$", (string)made["Url"]!);
        Assert.Equal(made.ToJsonString(), (await Call("DescribeOriginEndpoint", """{"Id":"e"}""")).ToJsonString());
    }

    [Fact]
    public async Task CreateOriginEndpoint_Cmaf_HasUrlsOfItsManifestsAndNoneOfItsOwn()
    {
        var made = await EndpointAsync("\"CmafPackage\":{\"HlsManifests\":[{\"Id\":\"one\"},{\"Id\":\"two\",\"ManifestName\":\"main\"}]}");

        var hash = ((string)made["Arn"]!).Split('/')[^1];
        Assert.Equal("", (string?)made["Url"]);
        Assert.Equal("live", (string?)made["CmafPackage"]!["SegmentPrefix"]);
        var urls = made["CmafPackage"]!["HlsManifests"]!.AsArray().Select(manifest => (string)manifest!["Url"]!).ToList();
        Assert.EndsWith($"/out/v1/{hash}/one/index.m3u8", urls[0], StringComparison.Ordinal);
        Assert.EndsWith($"/out/v1/{hash}/two/main.m3u8", urls[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateOriginEndpoint_AnswersTheDefaultsOfWhatWasNotSaid()
    {
        var made = await EndpointAsync("\"HlsPackage\":{\"SegmentDurationSeconds\":4}");

        var hls = made["HlsPackage"]!;
        Assert.Equal((4, 60, 0, "NONE", "NONE"), ((int)hls["SegmentDurationSeconds"]!, (int)hls["PlaylistWindowSeconds"]!, (int)hls["ProgramDateTimeIntervalSeconds"]!, (string)hls["PlaylistType"]!, (string)hls["AdMarkers"]!));
        Assert.Equal(5, hls["AdTriggers"]!.AsArray().Count);
        Assert.Equal(("ALLOW", 0, 0), ((string)made["Origination"]!, (int)made["StartoverWindowSeconds"]!, (int)made["TimeDelaySeconds"]!));
    }

    [Theory]
    [InlineData("", "Exactly one of")]
    [InlineData("\"HlsPackage\":{},\"DashPackage\":{}", "Exactly one of")]
    [InlineData("\"MssPackage\":{}", "Smooth Streaming")]
    [InlineData("\"HlsPackage\":{\"Encryption\":{\"SpekeKeyProvider\":{\"ResourceId\":\"r\",\"RoleArn\":\"a\",\"SystemIds\":[\"s\"],\"Url\":\"https://k\"}}}", "Encryption")]
    [InlineData("\"DashPackage\":{\"Encryption\":{\"SpekeKeyProvider\":{\"ResourceId\":\"r\",\"RoleArn\":\"a\",\"SystemIds\":[\"s\"],\"Url\":\"https://k\"}}}", "Encryption")]
    [InlineData("\"CmafPackage\":{\"Encryption\":{\"SpekeKeyProvider\":{\"ResourceId\":\"r\",\"RoleArn\":\"a\",\"SystemIds\":[\"s\"],\"Url\":\"https://k\"}}}", "Encryption")]
    [InlineData("\"HlsPackage\":{},\"TimeDelaySeconds\":2", "TimeDelaySeconds must be 5 to 86400")]
    [InlineData("\"HlsPackage\":{},\"TimeDelaySeconds\":86401", "TimeDelaySeconds must be 5 to 86400")]
    [InlineData("\"HlsPackage\":{},\"TimeDelaySeconds\":60,\"StartoverWindowSeconds\":60", "less than StartoverWindowSeconds")]
    [InlineData("\"HlsPackage\":{},\"StartoverWindowSeconds\":1209601", "StartoverWindowSeconds must be 0 to 1209600")]
    [InlineData("\"HlsPackage\":{},\"StartoverWindowSeconds\":1209600,\"TimeDelaySeconds\":60", "together")]
    [InlineData("\"HlsPackage\":{},\"Whitelist\":[\"10.0.0.1/8\"]", "IPv4 CIDR")]
    [InlineData("\"HlsPackage\":{},\"Whitelist\":[\"::1/128\"]", "IPv4 CIDR")]
    [InlineData("\"HlsPackage\":{},\"ManifestName\":\"../up\"", "ManifestName")]
    [InlineData("\"HlsPackage\":{\"SegmentDurationSeconds\":0}", "SegmentDurationSeconds")]
    [InlineData("\"HlsPackage\":{\"SegmentDurationSeconds\":31}", "SegmentDurationSeconds")]
    [InlineData("\"HlsPackage\":{\"PlaylistWindowSeconds\":301}", "PlaylistWindowSeconds")]
    [InlineData("\"HlsPackage\":{\"AdMarkers\":\"DATERANGE\"}", "DATERANGE")]
    [InlineData("\"HlsPackage\":{\"StreamSelection\":{\"MaxVideoBitsPerSecond\":1000}}", "StreamSelection")]
    [InlineData("\"HlsPackage\":{\"StreamSelection\":{\"MaxVideoBitsPerSecond\":1,\"MinVideoBitsPerSecond\":2}}", "MinVideoBitsPerSecond <=")]
    [InlineData("\"CmafPackage\":{\"HlsManifests\":[{\"Id\":\"a\"},{\"Id\":\"a\"}]}", "unique")]
    [InlineData("\"CmafPackage\":{\"HlsManifests\":[{\"Id\":\"a/b\"}]}", "letters")]
    [InlineData("\"DashPackage\":{\"Profile\":\"HYBRIDCAST\",\"PeriodTriggers\":[\"ADS\"]}", "HYBRIDCAST")]
    [InlineData("\"DashPackage\":{\"Profile\":\"HBBTV_1_5\"}", "Profile")]
    [InlineData("\"DashPackage\":{\"SegmentTemplateFormat\":\"NUMBER_WITH_DURATION\"}", "SegmentTemplateFormat")]
    [InlineData("\"DashPackage\":{\"UtcTiming\":\"HTTP-ISO\"}", "UtcTiming")]
    [InlineData("\"DashPackage\":{\"IncludeIframeOnlyStream\":true}", "IncludeIframeOnlyStream")]
    [InlineData("\"DashPackage\":{\"ManifestWindowSeconds\":301}", "ManifestWindowSeconds")]
    public async Task CreateOriginEndpoint_WhatIsWrongOrNotApplied_IsUnprocessable(string settings, string words)
    {
        await Call("CreateChannel", """{"Id":"live"}""");

        var refusal = await Refusal("CreateOriginEndpoint", $$"""{"Id":"e","ChannelId":"live"{{(settings.Length == 0 ? "" : ",")}}{{settings}}}""");

        Assert.Equal("UnprocessableEntityException", refusal.Code);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Empty((await _rig.CompileAsync()).Endpoints);
    }

    [Fact]
    public async Task CreateOriginEndpoint_SeveralFaults_TellsAll()
    {
        await Call("CreateChannel", """{"Id":"live"}""");

        var refusal = await Refusal("CreateOriginEndpoint", """{"Id":"e","ChannelId":"live","TimeDelaySeconds":2,"HlsPackage":{"SegmentDurationSeconds":0}}""");

        Assert.Contains("TimeDelaySeconds", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("SegmentDurationSeconds", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateOriginEndpoint_OfNoChannelOrTaken_IsUnprocessable()
    {
        await EndpointAsync("\"HlsPackage\":{}");

        Assert.Contains("not found", (await Refusal("CreateOriginEndpoint", """{"Id":"f","ChannelId":"none","HlsPackage":{}}""")).Message, StringComparison.Ordinal);
        Assert.Contains("exists already", (await Refusal("CreateOriginEndpoint", """{"Id":"e","ChannelId":"live","HlsPackage":{}}""")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateOriginEndpoint_EleventhOfAChannel_IsRefused()
    {
        await Call("CreateChannel", """{"Id":"live"}""");
        for (var number = 0; number < 10; number++)
        {
            await Call("CreateOriginEndpoint", $$"""{"Id":"e{{number}}","ChannelId":"live","HlsPackage":{} }""");
        }

        Assert.Equal("TooManyRequestsException", (await Refusal("CreateOriginEndpoint", """{"Id":"e","ChannelId":"live","HlsPackage":{}}""")).Code);
    }

    [Fact]
    public async Task UpdateOriginEndpoint_ReplacesThePackageAsAWholeAndLeavesTheRest()
    {
        var made = await EndpointAsync("\"HlsPackage\":{\"SegmentDurationSeconds\":4,\"PlaylistWindowSeconds\":90},\"StartoverWindowSeconds\":600");

        var changed = await Call("UpdateOriginEndpoint", """{"Id":"e","HlsPackage":{"PlaylistWindowSeconds":120}}""");

        Assert.Equal((6, 120), ((int)changed["HlsPackage"]!["SegmentDurationSeconds"]!, (int)changed["HlsPackage"]!["PlaylistWindowSeconds"]!));
        Assert.Equal(600, (int)changed["StartoverWindowSeconds"]!);
        Assert.Equal((string?)made["Url"], (string?)changed["Url"]);
        Assert.Contains("type of package", (await Refusal("UpdateOriginEndpoint", """{"Id":"e","DashPackage":{}}""")).Message, StringComparison.Ordinal);
        Assert.Equal("NotFoundException", (await Refusal("UpdateOriginEndpoint", """{"Id":"f"}""")).Code);
    }

    [Theory]
    [InlineData("none", "does not exist")]
    [InlineData("wrong", "MediaPackageCDNIdentifier")]
    public async Task Authorization_SecretThatCannotServe_IsUnprocessable(string secret, string words)
    {
        await _rig.CallAsync("secretsmanager", "CreateSecret", """{"Name":"wrong","SecretString":"{\"MediaPackageCDNIdentifier\":\"short\"}"}""");
        await Call("CreateChannel", """{"Id":"live"}""");

        var refusal = await Refusal(
            "CreateOriginEndpoint", $$"""{"Id":"e","ChannelId":"live","HlsPackage":{},"Authorization":{"CdnIdentifierSecret":"{{secret}}","SecretsRoleArn":"arn:aws:iam::000000000000:role/r"} }""");

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Permissions_OfAnAuthorizedEndpoint_IncludePassingItsRole()
    {
        var needed = await _rig.NeedsAsync(
            Model, "CreateOriginEndpoint", """{"Id":"e","ChannelId":"live","Authorization":{"CdnIdentifierSecret":"s","SecretsRoleArn":"arn:aws:iam::000000000000:role/r"}}""");

        Assert.Equal(["mediapackage:CreateOriginEndpoint", "iam:PassRole"], needed.Select(need => need.Action));
        Assert.Equal("mediapackage.amazonaws.com", needed[1].Conditions!["iam:PassedToService"]);
    }

    [Fact]
    public async Task Tags_OfChannelAndEndpoint_AreAddedAndRemovedByArn()
    {
        var endpoint = (string)(await EndpointAsync("\"HlsPackage\":{}"))["Arn"]!;
        var channel = (string)(await Call("DescribeChannel", """{"Id":"live"}"""))["Arn"]!;

        foreach (var arn in new[] { channel, endpoint })
        {
            await Call("TagResource", $$"""{"ResourceArn":"{{arn}}","Tags":{"a":"1","b":"2"} }""");
            await Call("UntagResource", $$"""{"ResourceArn":"{{arn}}","TagKeys":["a"]}""");
            Assert.Equal("""{"b":"2"}""", (await Call("ListTagsForResource", $$"""{"ResourceArn":"{{arn}}"}"""))["Tags"]!.ToJsonString());
        }

        Assert.Equal("NotFoundException", (await Refusal("ListTagsForResource", $$"""{"ResourceArn":"{{channel}}0"}""")).Code);
    }

    [Fact]
    public async Task ListOriginEndpoints_OfOneChannel_ListsOnlyThose()
    {
        await EndpointAsync("\"HlsPackage\":{}");
        await Call("CreateChannel", """{"Id":"second"}""");
        await Call("CreateOriginEndpoint", """{"Id":"f","ChannelId":"second","HlsPackage":{}}""");

        Assert.Equal("f", (string?)Assert.Single((await Call("ListOriginEndpoints", """{"ChannelId":"second"}"""))["OriginEndpoints"]!.AsArray())!["Id"]);
        Assert.Equal(2, (await Call("ListOriginEndpoints", "{}"))["OriginEndpoints"]!.AsArray().Count);
    }

    [Fact]
    public async Task Creation_WhileTheChannelIsDeleted_LeavesNoEndpointWithoutChannel()
    {
        for (var round = 0; round < 20; round++)
        {
            await Call("CreateChannel", """{"Id":"live"}""");

            var making = Task.Run(() => TryAsync("CreateOriginEndpoint", """{"Id":"e","ChannelId":"live","HlsPackage":{}}"""), TestContext.Current.CancellationToken);
            var deleting = Task.Run(() => TryAsync("DeleteChannel", """{"Id":"live"}"""), TestContext.Current.CancellationToken);

            Assert.NotEqual(await making, await deleting);
            await TryAsync("DeleteOriginEndpoint", """{"Id":"e"}""");
            await TryAsync("DeleteChannel", """{"Id":"live"}""");
        }
    }

    [Fact]
    public void Map_EveryOperationOfTheModelIsThere() => Assert.Equal(19, _rig.OperationsOf(Model).Count());

    private async Task<bool> TryAsync(string operation, string request)
    {
        try
        {
            await Call(operation, request);
            return true;
        }
        catch (AwsException)
        {
            return false;
        }
    }

    private async Task<JsonObject> EndpointAsync(string settings)
    {
        await Call("CreateChannel", """{"Id":"live"}""");
        return await Call("CreateOriginEndpoint", $$"""{"Id":"e","ChannelId":"live",{{settings}}}""");
    }

    private Task<JsonObject> Call(string operation, string request) => _rig.CallAsync(Model, operation, request);

    private Task<AwsException> Refusal(string operation, string request) => _rig.RefusalAsync(Model, operation, request);
}
