using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Compile;
using Headwater.Aws.Tests.Compile;
using Headwater.Plans;

namespace Headwater.Aws.Tests.MediaPackageV2;

public sealed class MediaPackageV2Tests
{
    private const string Model = "mediapackagev2";
    private const string EndpointArn = "arn:aws:mediapackagev2:eu-west-1:000000000000:channelGroup/g/channel/c/originEndpoint/e";
    private const string Names = "\"ChannelGroupName\":\"g\",\"ChannelName\":\"c\",\"OriginEndpointName\":\"e\"";
    private const string Everybody = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"mediapackagev2:GetObject","Resource":"*"}]}""";

    private readonly ServiceRig _rig = new();

    [Fact]
    public async Task CreateChannelGroup_HasAnEgressDomain()
    {
        var made = await Call("CreateChannelGroup", """{"ChannelGroupName":"g","Tags":{"a":"1"}}""");

        Assert.Equal("arn:aws:mediapackagev2:eu-west-1:000000000000:channelGroup/g", (string?)made["Arn"]);
        Assert.Matches(@"^[0-9a-z]{6}\.egress\.[0-9a-z]{6}\.mediapackagev2\.eu-west-1\.localhost:8443$", (string)made["EgressDomain"]!);
        Assert.Equal(made.ToJsonString(), (await Call("GetChannelGroup", """{"ChannelGroupName":"g"}""")).ToJsonString());
    }

    [Theory]
    [InlineData("HLS", "index")]
    [InlineData("CMAF", "")]
    public async Task CreateChannel_HasTwoIngestEndpoints(string inputType, string end)
    {
        await GroupAsync();

        var made = await Call("CreateChannel", $$"""{"ChannelGroupName":"g","ChannelName":"c","InputType":"{{inputType}}"}""");

        var ingests = made["IngestEndpoints"]!.AsArray();
        Assert.Equal(["1", "2"], ingests.Select(ingest => (string?)ingest!["Id"]));
        Assert.All(ingests, ingest => Assert.Matches(
            $@"^https://[0-9a-z]{{6}}-{ingest!["Id"]}\.ingest\.[0-9a-z]{{6}}\.mediapackagev2\.eu-west-1\.localhost:8443/in/v1/g/{ingest["Id"]}/c/{end}$", (string)ingest["Url"]!));
    }

    [Theory]
    [InlineData("\"InputSwitchConfiguration\":{\"MQCSInputSwitching\":true}", "ONLY_CMAF_INPUT_TYPE_ALLOW_MQCS_INPUT_SWITCHING")]
    [InlineData("\"InputSwitchConfiguration\":{\"PreferredInput\":1}", "ONLY_CMAF_INPUT_TYPE_ALLOW_PREFERRED_INPUT_CONFIGURATION")]
    [InlineData("\"OutputHeaderConfiguration\":{\"PublishMQCS\":true}", "ONLY_CMAF_INPUT_TYPE_ALLOW_MQCS_OUTPUT_CONFIGURATION")]
    public async Task CreateChannel_WhatOnlyCmafHas_IsInvalidForHls(string member, string kind)
    {
        await GroupAsync();

        AssertInvalid(kind, await Refusal("CreateChannel", $$"""{"ChannelGroupName":"g","ChannelName":"c",{{member}}}"""));
        await Call("CreateChannel", $$"""{"ChannelGroupName":"g","ChannelName":"c","InputType":"CMAF",{{member}}}""");
    }

    [Theory]
    [InlineData("CreateChannelGroup", "\"ChannelGroupName\":\"g\"")]
    [InlineData("CreateChannel", "\"ChannelGroupName\":\"g\",\"ChannelName\":\"c\"")]
    [InlineData("CreateOriginEndpoint", Names + ",\"ContainerType\":\"TS\",\"HlsManifests\":[{\"ManifestName\":\"m\"}]")]
    public async Task Create_Again_IsTheSameOnlyForTheSameTokenAndRequest(string operation, string members)
    {
        if (operation != "CreateChannelGroup")
        {
            await GroupAsync();
        }

        if (operation == "CreateOriginEndpoint")
        {
            await Call("CreateChannel", """{"ChannelGroupName":"g","ChannelName":"c"}""");
        }

        var made = await Call(operation, $$"""{{{members}},"ClientToken":"t"}""");

        Assert.Equal(made.ToJsonString(), (await Call(operation, $$"""{{{members}},"ClientToken":"t"}""")).ToJsonString());
        AssertConflict("IDEMPOTENT_PARAMETER_MISMATCH", await Refusal(operation, $$"""{{{members}},"ClientToken":"t","Description":"d"}"""));
        AssertConflict("RESOURCE_ALREADY_EXISTS", await Refusal(operation, $$"""{{{members}},"ClientToken":"u"}"""));
        AssertConflict("RESOURCE_ALREADY_EXISTS", await Refusal(operation, $$"""{{{members}}}"""));
    }

    [Fact]
    public async Task Create_WithoutParent_NamesWhatIsMissing()
    {
        AssertMissing("CHANNEL_GROUP", await Refusal("CreateChannel", """{"ChannelGroupName":"g","ChannelName":"c"}"""));
        await GroupAsync();
        AssertMissing("CHANNEL", await Refusal("CreateOriginEndpoint", $$"""{{{Names}},"ContainerType":"TS","HlsManifests":[{"ManifestName":"m"}]}"""));
        AssertMissing("ORIGIN_ENDPOINT", await Refusal("GetOriginEndpoint", $$"""{{{Names}}}"""));
        AssertMissing("CHANNEL", await Refusal("ListOriginEndpoints", """{"ChannelGroupName":"g","ChannelName":"c"}"""));
    }

    [Fact]
    public async Task Delete_ParentsWithChildren_AreInUse()
    {
        await EndpointAsync("TS", "\"HlsManifests\":[{\"ManifestName\":\"m\"}]");

        AssertConflict("RESOURCE_IN_USE", await Refusal("DeleteChannelGroup", """{"ChannelGroupName":"g"}"""));
        AssertConflict("RESOURCE_IN_USE", await Refusal("DeleteChannel", """{"ChannelGroupName":"g","ChannelName":"c"}"""));
        await Call("DeleteOriginEndpoint", $$"""{{{Names}}}""");
        await Call("DeleteChannel", """{"ChannelGroupName":"g","ChannelName":"c"}""");
        await Call("DeleteChannelGroup", """{"ChannelGroupName":"g"}""");

        AssertMissing("CHANNEL_GROUP", await Refusal("GetChannelGroup", """{"ChannelGroupName":"g"}"""));
        Assert.Empty((await _rig.CompileAsync()).Packages);
    }

    [Fact]
    public async Task Update_ByAnOldTag_Conflicts()
    {
        var group = await Call("CreateChannelGroup", """{"ChannelGroupName":"g"}""");
        var changed = await Call("UpdateChannelGroup", $$"""{"ChannelGroupName":"g","Description":"d","ETag":"{{group["ETag"]}}"}""");

        Assert.NotEqual((string?)group["ETag"], (string?)changed["ETag"]);
        AssertConflict("CONFLICTING_OPERATION", await Refusal("UpdateChannelGroup", $$"""{"ChannelGroupName":"g","ETag":"{{group["ETag"]}}"}"""));
    }

    [Fact]
    public async Task CreateOriginEndpoint_AnswersUrlsAndDefaults()
    {
        var made = await EndpointAsync(
            "CMAF", "\"HlsManifests\":[{\"ManifestName\":\"hls\"}],\"LowLatencyHlsManifests\":[{\"ManifestName\":\"ll\",\"ChildManifestName\":\"kid\"}],\"DashManifests\":[{\"ManifestName\":\"dash\"}]");

        var egress = (string)(await Call("GetChannelGroup", """{"ChannelGroupName":"g"}"""))["EgressDomain"]!;
        Assert.Equal($"https://{egress}/out/v1/g/c/e/hls.m3u8", (string?)made["HlsManifests"]![0]!["Url"]);
        Assert.Equal($"https://{egress}/out/v1/g/c/e/ll.m3u8", (string?)made["LowLatencyHlsManifests"]![0]!["Url"]);
        Assert.Equal($"https://{egress}/out/v1/g/c/e/dash.mpd", (string?)made["DashManifests"]![0]!["Url"]);
        Assert.Equal("kid", (string?)made["LowLatencyHlsManifests"]![0]!["ChildManifestName"]);
        Assert.Equal((900, 6, 60), ((int)made["StartoverWindowSeconds"]!, (int)made["Segment"]!["SegmentDurationSeconds"]!, (int)made["HlsManifests"]![0]!["ManifestWindowSeconds"]!));
        Assert.Equal(EndpointArn, (string?)made["Arn"]);
        var listed = Assert.Single((await Call("ListOriginEndpoints", """{"ChannelGroupName":"g","ChannelName":"c"}"""))["Items"]!.AsArray())!;
        Assert.Equal((string?)made["HlsManifests"]![0]!["Url"], (string?)listed["HlsManifests"]![0]!["Url"]);
    }

    [Theory]
    [InlineData("CMAF", "", "NUM_MANIFESTS_LOW")]
    [InlineData("CMAF", "\"HlsManifests\":[{\"ManifestName\":\"a\"}],\"DashManifests\":[{\"ManifestName\":\"a\"}]", "MANIFEST_NAME_COLLISION")]
    [InlineData("TS", "\"DashManifests\":[{\"ManifestName\":\"a\"}]", "TS_CONTAINER_TYPE_WITH_DASH_MANIFEST")]
    [InlineData("TS", "\"MssManifests\":[{\"ManifestName\":\"a\"}]", "TS_CONTAINER_TYPE_WITH_MSS_MANIFEST")]
    [InlineData("TS", "\"LowLatencyHlsManifests\":[{\"ManifestName\":\"a\"}]", "MEMBER_INVALID")]
    [InlineData("CMAF", "\"MssManifests\":[{\"ManifestName\":\"a\"}]", "CMAF_CONTAINER_TYPE_WITH_MSS_MANIFEST")]
    [InlineData("ISM", "\"HlsManifests\":[{\"ManifestName\":\"a\"}]", "ISM_CONTAINER_TYPE_WITH_HLS_MANIFEST")]
    [InlineData("ISM", "\"DashManifests\":[{\"ManifestName\":\"a\"}]", "ISM_CONTAINER_TYPE_WITH_DASH_MANIFEST")]
    [InlineData("ISM", "\"MssManifests\":[{\"ManifestName\":\"a\"}]", "MEMBER_INVALID")]
    [InlineData("CMAF", "\"HlsManifests\":[{\"ManifestName\":\"a\",\"FilterConfiguration\":{\"TimeDelaySeconds\":900}}]", "INVALID_TIME_DELAY_SECONDS")]
    [InlineData("CMAF", "\"HlsManifests\":[{\"ManifestName\":\"a\",\"FilterConfiguration\":{\"TimeDelaySeconds\":3}}]", "INVALID_TIME_DELAY_SECONDS")]
    [InlineData("CMAF", "\"HlsManifests\":[{\"ManifestName\":\"a\",\"FilterConfiguration\":{\"ManifestFilter\":\"video_codec:h264\"}}]", "INVALID_MANIFEST_FILTER")]
    [InlineData("CMAF", "\"HlsManifests\":[{\"ManifestName\":\"a\",\"FilterConfiguration\":{\"Start\":\"2026-01-02T00:00:00Z\",\"End\":\"2026-01-01T00:00:00Z\"}}]", "END_TIME_EARLIER_THAN_START_TIME")]
    [InlineData("CMAF", "\"HlsManifests\":[{\"ManifestName\":\"a\",\"FilterConfiguration\":{\"Start\":\"2026-01-02T00:00:00Z\",\"ClipStartTime\":\"2026-01-01T00:00:00Z\"}}]", "CLIP_START_TIME_WITH_START_OR_END")]
    [InlineData("CMAF", "\"HlsManifests\":[{\"ManifestName\":\"a\",\"StartTag\":{\"TimeOffset\":-3}}]", "MEMBER_INVALID")]
    [InlineData("CMAF", "\"DashManifests\":[{\"ManifestName\":\"a\",\"MinUpdatePeriodSeconds\":5}]", "UPDATE_PERIOD_SMALLER_THAN_SEGMENT_DURATION")]
    [InlineData("CMAF", "\"DashManifests\":[{\"ManifestName\":\"a\",\"PeriodTriggers\":[\"NONE\",\"AVAILS\"]}]", "PERIOD_TRIGGERS_NONE_SPECIFIED_WITH_ADDITIONAL_VALUES")]
    [InlineData("CMAF", "\"DashManifests\":[{\"ManifestName\":\"a\",\"UtcTiming\":{\"TimingMode\":\"HTTP_ISO\"}}]", "TIMING_SOURCE_MISSING")]
    [InlineData("CMAF", "\"DashManifests\":[{\"ManifestName\":\"a\",\"UtcTiming\":{\"TimingMode\":\"UTC_DIRECT\",\"TimingSource\":\"x\"}}]", "DIRECT_MODE_WITH_TIMING_SOURCE")]
    [InlineData("CMAF", "\"DashManifests\":[{\"ManifestName\":\"a\",\"DvbSettings\":{}}]", "DASH_DVB_ATTRIBUTES_WITHOUT_DVB_DASH_PROFILE")]
    [InlineData("CMAF", "\"HlsManifests\":[{\"ManifestName\":\"a\"}],\"ForceEndpointErrorConfiguration\":{\"EndpointErrorConditions\":[\"STALE_MANIFEST\"]}", "MEMBER_INVALID")]
    [InlineData("CMAF", "\"HlsManifests\":[{\"ManifestName\":\"a\"}],\"Segment\":{\"Encryption\":{\"EncryptionMethod\":{\"CmafEncryptionMethod\":\"CENC\"},\"SpekeKeyProvider\":{\"EncryptionContractConfiguration\":{\"PresetSpeke20Audio\":\"SHARED\",\"PresetSpeke20Video\":\"SHARED\"},\"ResourceId\":\"r\",\"DrmSystems\":[\"WIDEVINE\"],\"RoleArn\":\"a\",\"Url\":\"https://k\"}}}", "MEMBER_INVALID")]
    public async Task CreateOriginEndpoint_WhatIsWrongOrNotApplied_IsInvalid(string container, string members, string kind)
    {
        await GroupAsync();
        await Call("CreateChannel", """{"ChannelGroupName":"g","ChannelName":"c"}""");

        AssertInvalid(kind, await Refusal("CreateOriginEndpoint", $$"""{{{Names}},"ContainerType":"{{container}}"{{(members.Length == 0 ? "" : ",")}}{{members}}}"""));
        Assert.Empty((await _rig.CompileAsync()).Endpoints);
    }

    [Fact]
    public async Task UpdateOriginEndpoint_AnotherContainer_IsInvalid()
    {
        await EndpointAsync("TS", "\"HlsManifests\":[{\"ManifestName\":\"m\"}]");

        AssertInvalid("CONTAINER_TYPE_IMMUTABLE", await Refusal("UpdateOriginEndpoint", $$"""{{{Names}},"ContainerType":"CMAF","HlsManifests":[{"ManifestName":"m"}]}"""));
        var changed = await Call("UpdateOriginEndpoint", $$"""{{{Names}},"ContainerType":"TS","StartoverWindowSeconds":0,"HlsManifests":[{"ManifestName":"n"}]}""");
        Assert.Equal("n", (string?)Assert.Single(changed["HlsManifests"]!.AsArray())!["ManifestName"]);
    }

    [Fact]
    public async Task Compile_WithoutPolicy_ServesNothingUntilEverybodyMay()
    {
        await EndpointAsync("CMAF", "\"LowLatencyHlsManifests\":[{\"ManifestName\":\"ll\",\"ManifestWindowSeconds\":90,\"ProgramDateTimeIntervalSeconds\":3,\"FilterConfiguration\":{\"TimeDelaySeconds\":10}}],\"Segment\":{\"SegmentDurationSeconds\":2}");

        Assert.False((await _rig.EndpointAsync()).Origination);
        var published = _rig.Publisher.Count;
        await PolicyAsync(Everybody);

        Assert.Equal(published + 1, _rig.Publisher.Count);
        Assert.Equal(
            new EndpointPlan
            {
                Id = PackageIds.OfManifestV2(ServiceRig.Region, "g/c/e", "ll"),
                Path = "g/c/e",
                ChannelId = PackageIds.OfChannel(ServiceRig.Region, "g", "c"),
                Package = PackageKind.LowLatencyHls,
                ManifestName = "ll",
                SegmentDuration = TimeSpan.FromSeconds(2),
                Window = TimeSpan.FromSeconds(90),
                StartoverWindow = TimeSpan.FromSeconds(900),
                TimeDelay = TimeSpan.FromSeconds(10),
                ProgramDateTimeInterval = TimeSpan.FromSeconds(3),
            },
            await _rig.EndpointAsync());
        await Call("DeleteOriginEndpointPolicy", $$"""{{{Names}}}""");
        Assert.False((await _rig.EndpointAsync()).Origination);
    }

    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"mediapackagev2:*","Resource":"arn:aws:mediapackagev2:eu-west-1:000000000000:channelGroup/g/*"}]}""", true)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["MediaPackageV2:Get?bject"],"Resource":["*"]}]}""", true)]
    [InlineData("""{"Statement":{"Effect":"Allow","NotAction":"mediapackagev2:PutObject","Principal":"*","Resource":"*"}}""", true)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"mediapackagev2:PutObject","Resource":"*"}]}""", false)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"mediapackagev2:GetObject","Resource":"arn:aws:mediapackagev2:eu-west-1:000000000000:channelGroup/h/*"}]}""", false)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"mediapackagev2:GetObject","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}""", false)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:role/r"},"Action":"mediapackagev2:GetObject","Resource":"*"}]}""", false)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"},{"Effect":"Deny","Principal":"*","Action":"mediapackagev2:Get*","Resource":"*"}]}""", false)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":7,"Action":[8],"Resource":{"a":9}}]}""", false)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":[true]},"Action":"*","Resource":"*"}]}""", false)]
    public async Task Compile_ByPolicy_ServesWhatEverybodyMay(string policy, bool served)
    {
        await EndpointAsync("TS", "\"HlsManifests\":[{\"ManifestName\":\"m\"}]");

        await PolicyAsync(policy);

        Assert.Equal(served, (await _rig.EndpointAsync()).Origination);
    }

    [Fact]
    public async Task Policies_BadOrAbsent_AreRefused()
    {
        await EndpointAsync("TS", "\"HlsManifests\":[{\"ManifestName\":\"m\"}]");

        AssertInvalid("INVALID_POLICY", await Refusal("PutOriginEndpointPolicy", $$"""{{{Names}},"Policy":"{}"}"""));
        AssertInvalid("INVALID_POLICY", await Refusal("PutChannelPolicy", """{"ChannelGroupName":"g","ChannelName":"c","Policy":"{}"}"""));
        AssertMissing("ORIGIN_ENDPOINT", await Refusal("GetOriginEndpointPolicy", $$"""{{{Names}}}"""));
        AssertMissing("CHANNEL", await Refusal("GetChannelPolicy", """{"ChannelGroupName":"g","ChannelName":"c"}"""));
    }

    [Fact]
    public async Task ChannelPolicy_PutAndGot_IsWhatWasPut()
    {
        await EndpointAsync("TS", "\"HlsManifests\":[{\"ManifestName\":\"m\"}]");

        await Call("PutChannelPolicy", $$"""{"ChannelGroupName":"g","ChannelName":"c","Policy":{{JsonValue.Create(Everybody).ToJsonString()}}}""");

        Assert.Equal(Everybody, (string?)(await Call("GetChannelPolicy", """{"ChannelGroupName":"g","ChannelName":"c"}"""))["Policy"]);
    }

    [Fact]
    public async Task CdnAuth_SecretThatServes_IsAskedFor()
    {
        await EndpointAsync("TS", "\"HlsManifests\":[{\"ManifestName\":\"m\"}]");
        var secret = (string)(await _rig.CallAsync("secretsmanager", "CreateSecret", """{"Name":"cdn","SecretString":"{\"MediaPackageCDNIdentifier\":\"identifier\"}"}"""))["ARN"]!;

        await PolicyAsync(Everybody, secret);

        var plan = await _rig.EndpointAsync();
        Assert.True(plan.Origination);
        Assert.Equal(["identifier"], plan.CdnIdentifiers);
        AssertInvalid("DUPLICATED_SECRET", await RefusedPolicyAsync(secret, secret));
        AssertInvalid("SECRET_ARN_RESOURCE_NOT_FOUND", await RefusedPolicyAsync(secret.Replace("cdn", "dcn", StringComparison.Ordinal)));
        await _rig.CallAsync("secretsmanager", "DeleteSecret", """{"SecretId":"cdn"}""");
        Assert.False((await _rig.EndpointAsync()).Origination);
    }

    [Fact]
    public async Task Tags_OfEveryKind_AreAddedAndRemovedByArn()
    {
        await EndpointAsync("TS", "\"HlsManifests\":[{\"ManifestName\":\"m\"}]");

        foreach (var arn in new[] { EndpointArn.Split("/channel/")[0], EndpointArn.Split("/originEndpoint/")[0], EndpointArn })
        {
            await Call("TagResource", $$"""{"ResourceArn":"{{arn}}","Tags":{"a":"1","b":"2"} }""");
            await Call("UntagResource", $$"""{"ResourceArn":"{{arn}}","TagKeys":["b"]}""");
            Assert.Equal("""{"a":"1"}""", (await Call("ListTagsForResource", $$"""{"ResourceArn":"{{arn}}"}"""))["Tags"]!.ToJsonString());
        }

        AssertMissing("CHANNEL_GROUP", await Refusal("ListTagsForResource", """{"ResourceArn":"arn:aws:mediapackagev2:eu-west-1:000000000000:channelGroup/h"}"""));
        AssertInvalid("INVALID_ARN", await Refusal("ListTagsForResource", """{"ResourceArn":"arn:aws:mediapackagev2:us-east-1:000000000000:channelGroup/g"}"""));
    }

    [Fact]
    public async Task Lists_InPages_ListEachOnce()
    {
        foreach (var name in new[] { "b", "a", "c" })
        {
            await Call("CreateChannelGroup", $$"""{"ChannelGroupName":"{{name}}"}""");
            await Call("CreateChannel", $$"""{"ChannelGroupName":"{{name}}","ChannelName":"x"}""");
        }

        var first = await Call("ListChannelGroups", """{"MaxResults":2}""");
        var rest = await Call("ListChannelGroups", $$"""{"NextToken":"{{first["NextToken"]}}"}""");

        Assert.Equal(["a", "b", "c"], first["Items"]!.AsArray().Concat(rest["Items"]!.AsArray()).Select(group => (string?)group!["ChannelGroupName"]));
        Assert.Single((await Call("ListChannels", """{"ChannelGroupName":"a"}"""))["Items"]!.AsArray());
        AssertInvalid("INVALID_PAGINATION_TOKEN", await Refusal("ListChannelGroups", """{"NextToken":"?"}"""));
    }

    [Fact]
    public async Task Directory_KnowsChannels()
    {
        await EndpointAsync("TS", "\"HlsManifests\":[{\"ManifestName\":\"m\"}]");
        var directory = new MediaPackageDirectory(_rig.Store);

        Assert.Equal(PackageIds.OfChannel(ServiceRig.Region, "g", "c"), await directory.FindPackageAsync(ServiceRig.Region, "g", "c", TestContext.Current.CancellationToken));
        Assert.Null(await directory.FindPackageAsync(ServiceRig.Region, "g", "d", TestContext.Current.CancellationToken));
    }

    private static void AssertInvalid(string kind, AwsException refusal) => Assert.Equal(("ValidationException", kind), (refusal.Code, (string?)refusal.Members!["ValidationExceptionType"]));

    private static void AssertConflict(string kind, AwsException refusal) => Assert.Equal(("ConflictException", kind), (refusal.Code, (string?)refusal.Members!["ConflictExceptionType"]));

    private static void AssertMissing(string kind, AwsException refusal) => Assert.Equal(("ResourceNotFoundException", kind), (refusal.Code, (string?)refusal.Members!["ResourceTypeNotFound"]));

    private Task<JsonObject> GroupAsync() => Call("CreateChannelGroup", """{"ChannelGroupName":"g"}""");

    private async Task<JsonObject> EndpointAsync(string container, string members)
    {
        await GroupAsync();
        await Call("CreateChannel", """{"ChannelGroupName":"g","ChannelName":"c"}""");
        return await Call("CreateOriginEndpoint", $$"""{{{Names}},"ContainerType":"{{container}}",{{members}}}""");
    }

    private Task<JsonObject> PolicyAsync(string policy, params string[] secrets) => Call("PutOriginEndpointPolicy", PolicyRequest(policy, secrets));

    private Task<AwsException> RefusedPolicyAsync(params string[] secrets) => Refusal("PutOriginEndpointPolicy", PolicyRequest(Everybody, secrets));

    private static string PolicyRequest(string policy, string[] secrets)
    {
        var request = new JsonObject { ["ChannelGroupName"] = "g", ["ChannelName"] = "c", ["OriginEndpointName"] = "e", ["Policy"] = policy };
        if (secrets.Length > 0)
        {
            request["CdnAuthConfiguration"] = new JsonObject { ["CdnIdentifierSecretArns"] = new JsonArray([.. secrets.Select(arn => JsonValue.Create(arn))]), ["SecretsRoleArn"] = "arn:aws:iam::000000000000:role/r" };
        }

        return request.ToJsonString();
    }

    private Task<JsonObject> Call(string operation, string request) => _rig.CallAsync(Model, operation, request);

    private Task<AwsException> Refusal(string operation, string request) => _rig.RefusalAsync(Model, operation, request);
}
